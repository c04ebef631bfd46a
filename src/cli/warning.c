/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Findings in words.  See warning.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/findings.h"
#include "base/xalloc.h"
#include "cli/cli.h"
#include "cli/warning.h"
#include "staff/words.h"

enum {
	SENTENCE_MAX = 4096
};

const struct words *
warnings_words(struct warnings *warnings)
{
	char *dir;
	struct why why;

	if (warnings->words != NULL)
		return warnings->words;
	dir = xasprintf("%s/i18n", warnings->xsl_dir);
	if (words_load(dir, &warnings->words, &why) != V_OK)
		cli_say_why(NULL, &why);
	free(dir);
	return warnings->words;
}

static void
print_finding(const struct words *words, const char *file,
    const struct finding *finding)
{
	struct buf sentence;
	struct words_message message;
	const struct words_fill fills[] = {
		{ "quote", finding->quote },
		{ "code", finding->code },
		{ "name", file },
		{ NULL, NULL },
	};

	(void)words_message(words, "en", finding->code, &message);
	buf_init(&sentence, SENTENCE_MAX);
	words_fill(&sentence, message.what, fills);
	if (finding->quote[0] != '\0' &&
	    strstr(message.what, "{quote}") == NULL)
		buf_printf(&sentence, " “%s”", finding->quote);
	cli_say("%s: warning: %s", file, buf_str(&sentence));
	buf_fini(&sentence);
}

void
warnings_print(struct warnings *warnings, const char *file,
    const struct findings *findings)
{
	const struct words *words;
	size_t i;

	for (i = 0; i < findings->count; i++) {
		if (findings->list[i].severity == SEVERITY_INFO)
			continue;
		if ((words = warnings_words(warnings)) == NULL)
			return;
		print_finding(words, file, &findings->list[i]);
	}
}

void
warnings_fini(struct warnings *warnings)
{
	words_free(warnings->words);
	warnings->words = NULL;
}
