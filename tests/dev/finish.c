/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finish one release: what an importer would have made in, the release out.
 *
 *   finish [-l lang] [-L sv,fi,en] [-r FI] [-z Europe/Helsinki] [-o ORG]
 *          [-n name] [-t now] [-w xsl/i18n] [-W phrases.xml]
 *          [-x importer.xsl] [-q] FILE
 *
 * -x applies a stylesheet first; -q prints only the findings and, on standard
 * error, the milliseconds of CPU that finishing took.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <libxslt/transform.h>
#include <libxslt/xsltInternals.h>

#include "release/release.h"

static void
set_languages(struct release_settings *settings, char *list)
{
	char *lang, *rest = list;
	int i = 0;

	while (i < RELEASE_LANGS_MAX && (lang = strsep(&rest, ",")) != NULL)
		snprintf(settings->site_langs[i++], RELEASE_LANG_MAX, "%s",
		    lang);
}

static double
cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
print_findings(xmlDoc *doc)
{
	size_t i;
	struct findings findings;

	release_findings(doc, &findings);
	for (i = 0; i < findings.count; i++)
		printf("%s %s x%u %s\n",
		    severity_name(findings.list[i].severity),
		    findings.list[i].code, findings.list[i].times,
		    findings.list[i].quote);
	findings_fini(&findings);
}

static int
print(xmlDoc *doc, int quiet)
{
	enum verdict v;
	size_t len;
	struct release_head head;
	struct why why;
	unsigned char *bytes;

	why_clear(&why);
	v = release_check(doc, &why);
	if (v != V_OK)
		fprintf(stderr, "check: %s\n", why.text);
	if (quiet) {
		print_findings(doc);
	} else {
		bytes = release_serialise(doc, &len);
		fwrite(bytes, 1, len, stdout);
		xmlFree(bytes);
	}
	if (release_head_read(doc, &head, &why) == V_OK)
		fprintf(stderr,
		    "title=%s lang=%s slug=%s issued=%s embargo=%s words=%u\n",
		    head.title, head.lang, head.slug, head.issued, head.embargo,
		    head.words);
	return verdict_exit(v);
}

static xmlDoc *
import(xmlDoc *in, const char *file)
{
	xmlDoc *out;
	xsltStylesheet *sheet;

	sheet = xsltParseStylesheetFile((const xmlChar *)file);
	if (sheet == NULL)
		return NULL;
	out = xsltApplyStylesheet(sheet, in, NULL);
	xsltFreeStylesheet(sheet);
	return out;
}

int
main(int argc, char **argv)
{
	const char *dir = "xsl/i18n", *own = NULL, *sheet = NULL;
	double before;
	enum verdict v;
	int c, quiet = 0, status;
	struct release_settings settings;
	struct release_words *words;
	struct why why;
	xmlDoc *doc, *in;

	memset(&settings, 0, sizeof(settings));
	snprintf(settings.region, sizeof(settings.region), "FI");
	snprintf(settings.timezone, sizeof(settings.timezone),
	    "Europe/Helsinki");
	while ((c = getopt(argc, argv, "l:L:r:z:o:n:t:w:W:x:q")) != -1) {
		switch (c) {
		case 'l':
			snprintf(settings.lang, RELEASE_LANG_MAX, "%s", optarg);
			break;
		case 'L':
			set_languages(&settings, optarg);
			break;
		case 'r':
			snprintf(settings.region, sizeof(settings.region), "%s",
			    optarg);
			break;
		case 'z':
			snprintf(settings.timezone, sizeof(settings.timezone),
			    "%s", optarg);
			break;
		case 'o':
			snprintf(settings.organisation,
			    sizeof(settings.organisation), "%s", optarg);
			break;
		case 'n':
			snprintf(settings.name, sizeof(settings.name), "%s",
			    optarg);
			break;
		case 't':
			settings.now = strtoll(optarg, NULL, 10);
			break;
		case 'w':
			dir = optarg;
			break;
		case 'W':
			own = optarg;
			break;
		case 'x':
			sheet = optarg;
			break;
		case 'q':
			quiet = 1;
			break;
		default:
			return 64;
		}
	}
	if (optind + 1 != argc)
		return 64;
	why_clear(&why);
	if (release_words_load(dir, own, &words, &why) != V_OK) {
		fprintf(stderr, "%s\n", why.text);
		return 78;
	}
	in = xmlReadFile(argv[optind], NULL,
	    XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR);
	doc = in != NULL && sheet != NULL ? import(in, sheet) : in;
	if (doc == NULL)
		return 65;
	before = cpu();
	v = release_finish(doc, NULL, words, &settings, &why);
	fprintf(stderr, "finish: %.1f ms\n", cpu() - before);
	if (v != V_OK) {
		fprintf(stderr, "%s: %s\n", why.code, why.text);
		status = verdict_exit(v);
	} else {
		status = print(doc, quiet);
	}
	if (doc != in)
		xmlFreeDoc(in);
	xmlFreeDoc(doc);
	release_words_free(words);
	return status;
}
