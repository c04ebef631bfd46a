/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fields without a result.  See docx_field_show.h for the contract. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "read/docx_equation.h"
#include "read/docx_field_show.h"
#include "read/docx_fields.h"
#include "read/docx_line.h"
#include "read/docx_numfmt.h"
#include "read/docx_run.h"
#include "read/docx_symbols.h"
#include "read/docx_walk.h"

/* A field that is being shown. */
struct showing {
	struct docx_flow *flow;
	const struct docx_look *look;
	const char *code;
};

static void
put(const struct showing *in, const char *s, size_t len)
{
	docx_field_words(in->flow, s, len);
	docx_line_text(&in->flow->line, in->look, s, len);
}

/* GOTOBUTTON bookmark text: what follows the bookmark. */
static void
show_rest(const struct showing *in)
{
	char arg[FIELD_ARG];
	struct field_code code;

	field_code_open(&code, in->code, arg, sizeof(arg));
	(void)field_code_next(&code, arg, sizeof(arg));
	code.at += strspn(code.at, " ");
	put(in, code.at, strlen(code.at));
}

/* QUOTE "text" (17.16.5.49); a switch ends it. */
static void
show_quote(const struct showing *in)
{
	char arg[FIELD_ARG];
	struct field_code code;

	field_code_open(&code, in->code, arg, sizeof(arg));
	if (field_code_next(&code, arg, sizeof(arg)) == 1)
		put(in, arg, strlen(arg));
}

/* SYMBOL 252 \\f "Wingdings" (17.16.5.65). */
static void
show_symbol(const struct showing *in)
{
	char arg[FIELD_ARG], font[64] = "";
	long c;
	struct buf buf;
	struct field_code code;

	field_code_open(&code, in->code, arg, sizeof(arg));
	if (field_code_next(&code, arg, sizeof(arg)) != 1)
		return;
	c = strtol(arg, NULL, 0);
	(void)field_code_switch(in->code, 'f', font, sizeof(font));
	if ((c = docx_symbol(*font != '\0' ? font : NULL, c)) == 0)
		return;
	buf_init(&buf, 8);
	text_put(&buf, c);
	put(in, buf_str(&buf), buf.len);
	buf_fini(&buf);
}

/* How Word writes the levels of LISTNUM and AUTONUM (17.16.5.32). */
struct numbers {
	const char *name;
	const char *const levels[DOCX_COUNTERS]; /* before, %, after */
	const char *const formats[DOCX_COUNTERS];
};

#define ARABIC "decimal"
#define LETTER "lowerLetter"
#define ROMAN  "lowerRoman"

static const struct numbers numbers[] = {
	{ "NumberDefault",
	    { "%)", "%)", "%)", "(%)", "(%)", "(%)", "%.", "%.", "%." },
	    { ARABIC, LETTER, ROMAN, ARABIC, LETTER, ROMAN, ARABIC, LETTER,
		ROMAN } },
	{ "OutlineDefault",
	    { "%.", "%.", "%.", "%)", "(%)", "(%)", "(%)", "(%)", "(%)" },
	    { "upperRoman", "upperLetter", ARABIC, LETTER, ARABIC, LETTER,
		ROMAN, LETTER, ROMAN } },
};

static void
put_number(const struct showing *in, const char *pattern, const char *format,
    unsigned n)
{
	struct buf buf;

	buf_init(&buf, 256);
	for (; *pattern != '\0'; pattern++) {
		if (*pattern == '%')
			docx_numfmt_put(&buf, format, (int)n, NULL);
		else
			buf_putc(&buf, *pattern);
	}
	put(in, buf_str(&buf), buf.len);
	buf_fini(&buf);
}

/* LegalDefault: 1., 1.1., 1.1.1. */
static void
put_legal(const struct showing *in, const unsigned *counters, unsigned level)
{
	unsigned i;
	struct buf buf;

	buf_init(&buf, 256);
	for (i = 0; i <= level; i++)
		buf_printf(&buf, "%u.", counters[i]);
	put(in, buf_str(&buf), buf.len);
	buf_fini(&buf);
}

/* AUTONUM, LISTNUM "name" \\l level \\s start.  One level counts on where the
 * same one stood before; those below it begin anew. */
static void
show_number(const struct showing *in, const char *keyword)
{
	char arg[FIELD_ARG], name[64] = "";
	long level = 1;
	size_t i, kind = 0;
	struct field_code code;
	unsigned *counters = in->flow->docx->counters;

	field_code_open(&code, in->code, arg, sizeof(arg));
	if (field_code_next(&code, name, sizeof(name)) != 1)
		*name = '\0';
	if (strcasecmp(keyword, "LISTNUM") == 0 &&
	    field_code_switch(in->code, 'l', arg, sizeof(arg)))
		level = strtol(arg, NULL, 10);
	if (level < 1 || level > DOCX_COUNTERS)
		level = 1;
	counters[level - 1]++;
	if (field_code_switch(in->code, 's', arg, sizeof(arg)))
		counters[level - 1] = (unsigned)strtol(arg, NULL, 10) & 0xffff;
	for (i = (size_t)level; i < DOCX_COUNTERS; i++)
		counters[i] = 0;
	if (strcasecmp(keyword, "LISTNUM") != 0 ||
	    strcasecmp(name, "LegalDefault") == 0) {
		put_legal(in, counters, (unsigned)level - 1);
		return;
	}
	if (strcasecmp(name, numbers[1].name) == 0)
		kind = 1;
	put_number(in, numbers[kind].levels[level - 1],
	    numbers[kind].formats[level - 1], counters[level - 1]);
}

int
docx_field_shows(enum field_kind kind)
{
	switch (kind) {
	case FIELD_SYMBOL:
	case FIELD_GOTO:
	case FIELD_QUOTE:
	case FIELD_NUMBER:
	case FIELD_EQUATION:
	case FIELD_BARCODE:
		return 1;
	default:
		return 0;
	}
}

void
docx_field_show(struct docx_flow *flow, const struct docx_look *look,
    const char *s)
{
	char keyword[64];
	struct field_code code;
	const struct showing in = { flow, look, s };

	field_code_open(&code, s, keyword, sizeof(keyword));
	switch (field_kind_of(keyword)) {
	case FIELD_SYMBOL:
		show_symbol(&in);
		break;
	case FIELD_GOTO:
		show_rest(&in);
		break;
	case FIELD_QUOTE:
		show_quote(&in);
		break;
	case FIELD_NUMBER:
		show_number(&in, keyword);
		break;
	case FIELD_EQUATION:
		docx_equation(flow, look, code.at);
		break;
	case FIELD_BARCODE:
		docx_find(flow->docx, SEVERITY_WARN, "field-lost", keyword);
		break;
	default:
		break;
	}
}
