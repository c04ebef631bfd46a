/* SPDX-License-Identifier: GPL-2.0-or-later */
/* See finishing.h. */
#include "config.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "finishing.h"

static struct release_words *loaded;

const struct release_words *
finishing_words(void)
{
	char *dir;
	const char *source;
	struct why why;

	if (loaded != NULL)
		return loaded;
	source = getenv("GAZETTE_SOURCE");
	dir = xasprintf("%s/xsl/i18n", source != NULL ? source : ".");
	if (release_words_load(dir, NULL, &loaded, &why) != V_OK) {
		fprintf(stderr, "%s\n", why.text);
		exit(99);
	}
	free(dir);
	return loaded;
}

void
finishing_end(void)
{
	release_words_free(loaded);
	loaded = NULL;
}

void
finishing_settings(struct release_settings *settings)
{
	static const char *const langs[] = { "sv", "fi", "en" };
	size_t i;

	memset(settings, 0, sizeof(*settings));
	for (i = 0; i < 3; i++)
		memcpy(settings->site_langs[i], langs[i], 3);
	memcpy(settings->region, "FI", 3);
	memcpy(settings->timezone, "Europe/Helsinki",
	    sizeof("Europe/Helsinki"));
}

xmlDoc *
finishing_release(const char *head, const char *body,
    const struct release_settings *settings, struct why *why)
{
	enum verdict v;
	struct buf in;
	xmlDoc *doc;

	buf_init(&in, 64 << 20);
	buf_printf(&in,
	    "<release xmlns=\"" RELEASE_NS "\" xmlns:g=\"" RELEASE_NS
	    "\"><head>%s</head><body xmlns=\"" XHTML_NS "\">",
	    head);
	buf_puts(&in, body);
	buf_puts(&in, "</body></release>");
	doc = xmlReadMemory(buf_str(&in), (int)in.len, NULL, NULL,
	    XML_PARSE_NONET);
	buf_fini(&in);
	if (doc == NULL)
		exit(99);
	why_clear(why);
	v = release_finish(doc, NULL, finishing_words(), settings, why);
	if (v == V_OK)
		v = release_check(doc, why);
	if (v == V_OK)
		return doc;
	xmlFreeDoc(doc);
	return NULL;
}

char *
finishing_bytes(xmlDoc *doc)
{
	char *copy;
	size_t len;
	unsigned char *bytes;

	bytes = release_serialise(doc, &len);
	copy = xstrndup((char *)bytes, len);
	xmlFree(bytes);
	return copy;
}

int
finishing_has(xmlDoc *doc, enum severity severity, const char *code)
{
	int found = 0;
	size_t i;
	struct findings findings;

	release_findings(doc, &findings);
	for (i = 0; i < findings.count; i++)
		found |= findings.list[i].severity == severity &&
		    strcmp(findings.list[i].code, code) == 0;
	findings_fini(&findings);
	return found;
}

/* The value of name="…" in the words of an instruction. */
static void
get(const char *words, const char *name, char *dst, size_t size)
{
	char key[32];
	const char *s;

	snprintf(key, sizeof(key), "%s=\"", name);
	s = strstr(words, key);
	if (s == NULL)
		return;
	s += strlen(key);
	snprintf(dst, size, "%.*s", (int)strcspn(s, "\""), s);
}

void
finishing_read_settings(xmlDoc *doc, struct release_settings *settings)
{
	char now[24] = "0";
	const char *words;
	const xmlNode *node;

	finishing_settings(settings);
	for (node = doc->children; node != NULL; node = node->next) {
		if (node->type != XML_PI_NODE)
			continue;
		words = (const char *)node->content;
		get(words, "name", settings->name, sizeof(settings->name));
		get(words, "organisation", settings->organisation,
		    sizeof(settings->organisation));
		get(words, "now", now, sizeof(now));
		settings->now = strtoll(now, NULL, 10);
	}
}

/* A line for each element, so that a difference can be read. */
static char *
lines(const char *bytes)
{
	struct buf out;

	buf_init(&out, 1 << 24);
	for (; *bytes != '\0'; bytes++) {
		buf_putc(&out, *bytes);
		if (bytes[0] == '>' && bytes[1] == '<')
			buf_putc(&out, '\n');
	}
	return buf_take(&out, NULL);
}

char *
finishing_file(const char *path)
{
	FILE *in;
	char chunk[4096];
	size_t n;
	struct buf buf;

	in = fopen(path, "re");
	if (in == NULL)
		return xstrdup("");
	buf_init(&buf, 1 << 24);
	while ((n = fread(chunk, 1, sizeof(chunk), in)) > 0)
		buf_add(&buf, chunk, n);
	fclose(in);
	return buf_take(&buf, NULL);
}

static void
write_file(const char *path, const char *bytes)
{
	FILE *out;

	out = fopen(path, "we");
	if (out == NULL)
		exit(99);
	fputs(bytes, out);
	fclose(out);
}

void
finishing_golden(const char *in, const char *bytes)
{
	char *got, *out, *want;
	int same;

	out = xasprintf("%.*s.out.xml", (int)(strstr(in, ".in.") - in), in);
	got = lines(bytes);
	if (getenv("GAZETTE_GOLDEN") != NULL)
		write_file(out, got);
	want = finishing_file(out);
	same = strcmp(got, want) == 0;
	if (!same)
		print_error("%s:\n%s\n--- wanted:\n%s\n", in, got, want);
	free(want);
	free(got);
	free(out);
	assert_true(same);
}

int
finishing_each(const char *dir, void (*visit)(const char *in))
{
	char *in, *path;
	const char *name, *source;
	int i, n, visited = 0;
	struct dirent **entries;

	source = getenv("GAZETTE_SOURCE");
	path = xasprintf("%s/%s", source != NULL ? source : ".", dir);
	n = scandir(path, &entries, NULL, alphasort);
	for (i = 0; i < n; i++) {
		name = entries[i]->d_name;
		if (strstr(name, ".in.") != NULL) {
			in = xasprintf("%s/%s", path, name);
			visit(in);
			free(in);
			visited++;
		}
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	free(path);
	return visited;
}
