/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What gazetted itself looks at, before any sandbox: the ends of a file, a
 * file's name, and the settings' text.
 */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "base/names.h"
#include "base/text.h"
#include "intake/junk.h"
#include "intake/proof.h"
#include "newsroom/settings_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int good)
{
	if (!good)
		abort();
}

static void
try_proof(const uint8_t *data, size_t size)
{
	int fd;

	fd = memfd_create("proof", MFD_CLOEXEC);
	must(fd != -1 && fs_write_all(fd, data, size) == 0);
	proof_of(fd, (int64_t)size);
	proof_of(fd, (int64_t)size + 1); /* it was cut meanwhile */
	close(fd);
}

static void
try_name(const char *name)
{
	char beside[NAMES_SIZE];
	char shown[NAMES_SHOWN_SIZE];
	char *family;
	struct name_parts parts;

	names_split(name, NULL, &parts);
	must(strncmp(name, parts.stem, strlen(parts.stem)) == 0);
	family = names_family(name, NULL);
	free(family);
	names_beside(name, ".QUESTION.html", beside);
	must(strlen(beside) < NAMES_SIZE);
	must(names_is_beside(beside, name, ".QUESTION.html"));
	names_show(shown, sizeof(shown), name);
	must(text_is_utf8(shown, strlen(shown)));
	names_show(shown, 9, name);
	must(strlen(shown) < 9 && text_is_utf8(shown, strlen(shown)));
	junk_is(name);
	junk_is_folder(name);
	names_is_conflict(name);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text;
	struct text_fault fault;

	try_proof(data, size);
	text = malloc(size + 1);
	must(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	if (strlen(text) < NAMES_SIZE && text[0] != '\0')
		try_name(text);
	settings_text_prepare(text, &fault);
	free(text);
	return 0;
}
