/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * EQ fields as Office Math, so that there is one way to MathML.  See
 * docx_equation.h.
 *
 * A code is words with commands among them: \f(1,2).  Each command has
 * options of its own, \al\co2, and then arguments in brackets, parted by the
 * list separator of whoever wrote it: a comma, or a semicolon where the comma
 * is for decimals.
 */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "read/docx_equation.h"
#include "read/docx_line.h"
#include "read/docx_math.h"
#include "read/docx_run.h"
#include "read/docx_walk.h"
#include "read/ooxml.h"
#include "read/xmldoc.h"

enum {
	MAX_DEPTH = 16,
	MAX_ARGS = 256,
	MAX_WORDS = 64 << 10,
	MAX_OPTIONS = 32,
};

struct equation {
	const char *at;
	xmlNs *ns; /* of Office Math */
	int depth;
};

/* What stands between a command and its arguments. */
struct options {
	char letters[MAX_OPTIONS][3]; /* "co", "al", … */
	char sign[MAX_OPTIONS][8];    /* what follows \lc\ and its kin */
	int number[MAX_OPTIONS];
	size_t count;
};

static void read_sequence(struct equation *eq, xmlNode *into, char separator);

/*
 * Office Math.
 */

static xmlNode *
add(const struct equation *eq, xmlNode *parent, const char *name)
{
	return xmlNewChild(parent, eq->ns, (const xmlChar *)name, NULL);
}

static void
add_val(const struct equation *eq, xmlNode *parent, const char *name,
    const char *val)
{
	xmlNewNsProp(add(eq, parent, name), eq->ns, (const xmlChar *)"val",
	    (const xmlChar *)val);
}

static void
add_words(const struct equation *eq, xmlNode *parent, struct buf *words)
{
	xmlNode *t;

	if (words->len == 0)
		return;
	t = add(eq, add(eq, parent, "r"), "t");
	xmlAddChild(t,
	    xmlNewDocText(parent->doc, (const xmlChar *)buf_str(words)));
	buf_reset(words);
}

static void
move_children(xmlNode *from, xmlNode *to)
{
	xmlNode *node;

	while (from != NULL && (node = from->children) != NULL) {
		xmlUnlinkNode(node);
		xmlAddChild(to, node);
	}
}

/* Argument n of those below args becomes the element name of parent. */
static void
add_argument(const struct equation *eq, xmlNode *parent, const char *name,
    xmlNode *args, size_t n)
{
	xmlNode *arg;

	arg = args->children;
	while (arg != NULL && n-- > 0)
		arg = arg->next;
	move_children(arg, add(eq, parent, name));
}

static size_t
count(const xmlNode *args)
{
	return (size_t)xmlChildElementCount((xmlNode *)(uintptr_t)args);
}

/*
 * Reading.
 */

/* One of UTF-8, which may be several bytes, into ret. */
static void
read_sign(struct equation *eq, char *ret, size_t size)
{
	size_t n = 0;

	if (*eq->at == '\0')
		return;
	do {
		if (n + 1 < size)
			ret[n++] = *eq->at;
		eq->at++;
	} while (((unsigned char)*eq->at & 0xc0) == 0x80);
	ret[n] = '\0';
}

/* Options: two letters, then a number or a sign. */
static void
read_options(struct equation *eq, struct options *ret)
{
	size_t n;

	memset(ret, 0, sizeof(*ret));
	for (;;) {
		eq->at += strspn(eq->at, " ");
		if (*eq->at != '\\' || !isalpha((unsigned char)eq->at[1]) ||
		    !isalpha((unsigned char)eq->at[2]))
			return;
		n = ret->count < MAX_OPTIONS ? ret->count : MAX_OPTIONS - 1;
		ret->count = n + 1;
		ret->letters[n][0] = (char)tolower((unsigned char)eq->at[1]);
		ret->letters[n][1] = (char)tolower((unsigned char)eq->at[2]);
		eq->at += 3;
		if (strchr("lrbfv", ret->letters[n][0]) != NULL &&
		    ret->letters[n][1] == 'c' && *eq->at == '\\') {
			eq->at++;
			read_sign(eq, ret->sign[n], sizeof(ret->sign[n]));
			continue;
		}
		eq->at += strspn(eq->at, " ");
		ret->number[n] = (int)strtol(eq->at, NULL, 10);
		eq->at += strspn(eq->at, "0123456789");
	}
}

static int
option(const struct options *options, const char *letters)
{
	size_t i;

	for (i = 0; i < options->count; i++) {
		if (strcmp(options->letters[i], letters) == 0)
			return (int)i;
	}
	return -1;
}

/* Which sign parts the arguments of this bracket: a semicolon if there is one
 * outside of brackets within it. */
static char
separator_of(const char *s)
{
	int depth = 0;

	for (; *s != '\0' && depth >= 0; s++) {
		if (*s == '\\' && s[1] != '\0' && !isalpha((unsigned char)s[1]))
			s++;
		else if (*s == '(')
			depth++;
		else if (*s == ')')
			depth--;
		else if (*s == ';' && depth == 0)
			return ';';
	}
	return ',';
}

/* The arguments in brackets, one element each. */
static void
read_arguments(struct equation *eq, xmlNode *args)
{
	char separator;
	size_t n;

	eq->at += strspn(eq->at, " ");
	if (*eq->at != '(')
		return;
	eq->at++;
	separator = separator_of(eq->at);
	for (n = 0;; n++) {
		read_sequence(eq,
		    n < MAX_ARGS ? add(eq, args, "e") : args->last, separator);
		if (*eq->at != separator)
			break;
		eq->at++;
	}
	if (*eq->at == ')')
		eq->at++;
}

/*
 * Commands.
 */

/* \a: so many columns. */
static void
make_array(const struct equation *eq, xmlNode *into, xmlNode *args,
    const struct options *options)
{
	int i, columns;
	size_t n, all;
	xmlNode *arg, *matrix, *row = NULL;

	i = option(options, "co");
	columns = i >= 0 && options->number[i] > 0 ? options->number[i] : 1;
	matrix = add(eq, into, "m");
	all = count(args);
	for (n = 0; n < all; n++) {
		if (n % (size_t)columns == 0)
			row = add(eq, matrix, "mr");
		arg = args->children;
		xmlUnlinkNode(arg);
		xmlAddChild(row, arg);
	}
}

static const char *
other_side(const char *sign)
{
	size_t i;
	static const char *const pairs[][2] = { { "(", ")" }, { "[", "]" },
		{ "{", "}" }, { "<", ">" } };

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (strcmp(sign, pairs[i][0]) == 0)
			return pairs[i][1];
		if (strcmp(sign, pairs[i][1]) == 0)
			return pairs[i][0];
	}
	return sign;
}

/* \b: round brackets, one kind on both sides, or on one side alone. */
static void
make_brackets(const struct equation *eq, xmlNode *into, xmlNode *args,
    const struct options *options)
{
	int both, left, right;
	xmlNode *d, *pr;

	both = option(options, "bc");
	left = option(options, "lc");
	right = option(options, "rc");
	d = add(eq, into, "d");
	pr = add(eq, d, "dPr");
	if (both >= 0) {
		add_val(eq, pr, "begChr", options->sign[both]);
		add_val(eq, pr, "endChr", other_side(options->sign[both]));
	} else if (left >= 0 || right >= 0) {
		add_val(eq, pr, "begChr", left >= 0 ? options->sign[left] : "");
		add_val(eq, pr, "endChr",
		    right >= 0 ? options->sign[right] : "");
	}
	move_children(args, d);
}

static void
make_root(const struct equation *eq, xmlNode *into, xmlNode *args)
{
	xmlNode *rad;

	rad = add(eq, into, "rad");
	if (count(args) < 2) {
		add_val(eq, add(eq, rad, "radPr"), "degHide", "1");
		add(eq, rad, "deg");
		add_argument(eq, rad, "e", args, 0);
		return;
	}
	add_argument(eq, rad, "deg", args, 0);
	add_argument(eq, rad, "e", args, 1);
}

/* \i: an integral, a sum, a product, or any sign. */
static void
make_integral(const struct equation *eq, xmlNode *into, xmlNode *args,
    const struct options *options)
{
	int fixed;
	const char *sign = "\xe2\x88\xab"; /* U+222B */
	xmlNode *nary, *pr;

	if ((fixed = option(options, "fc")) < 0)
		fixed = option(options, "vc");
	if (fixed >= 0)
		sign = options->sign[fixed];
	else if (option(options, "su") >= 0)
		sign = "\xe2\x88\x91"; /* U+2211 */
	else if (option(options, "pr") >= 0)
		sign = "\xe2\x88\x8f"; /* U+220F */
	nary = add(eq, into, "nary");
	pr = add(eq, nary, "naryPr");
	add_val(eq, pr, "chr", sign);
	add_val(eq, pr, "limLoc",
	    option(options, "in") >= 0 ? "subSup" : "undOvr");
	add_argument(eq, nary, "sub", args, 0);
	add_argument(eq, nary, "sup", args, 1);
	add_argument(eq, nary, "e", args, 2);
}

/* \s: raised or lowered; two are above one another. */
static void
make_script(const struct equation *eq, xmlNode *into, xmlNode *args,
    const struct options *options)
{
	xmlNode *script;

	if (count(args) > 1) {
		script = add(eq, into, "sSubSup");
		add(eq, script, "e");
		add_argument(eq, script, "sub", args, 1);
		add_argument(eq, script, "sup", args, 0);
	} else if (option(options, "do") >= 0) {
		script = add(eq, into, "sSub");
		add(eq, script, "e");
		add_argument(eq, script, "sub", args, 0);
	} else {
		script = add(eq, into, "sSup");
		add(eq, script, "e");
		add_argument(eq, script, "sup", args, 0);
	}
}

/* \x: a border; a line above or below alone. */
static void
make_border(const struct equation *eq, xmlNode *into, xmlNode *args,
    const struct options *options)
{
	xmlNode *box;

	if (options->count == 1 &&
	    (option(options, "to") >= 0 || option(options, "bo") >= 0)) {
		box = add(eq, into, "bar");
		add_val(eq, add(eq, box, "barPr"), "pos",
		    option(options, "to") >= 0 ? "top" : "bot");
	} else {
		box = add(eq, into, "borderBox");
	}
	add_argument(eq, box, "e", args, 0);
}

/* \l, \o, \d, and what nobody knows: their words one after the other. */
static void
make_row(const struct equation *eq, xmlNode *into, xmlNode *args,
    const char *between)
{
	struct buf comma;
	xmlNode *arg;

	buf_init(&comma, 8);
	for (arg = args->children; arg != NULL; arg = arg->next) {
		if (arg != args->children) {
			buf_puts(&comma, between);
			add_words(eq, into, &comma);
		}
		move_children(arg, into);
	}
	buf_fini(&comma);
}

static void
read_command(struct equation *eq, xmlNode *into)
{
	char command;
	struct options options;
	xmlNode *args, *f;

	command = (char)tolower((unsigned char)eq->at[1]);
	eq->at += 2;
	read_options(eq, &options);
	args = xmlNewDocNode(into->doc, eq->ns, (const xmlChar *)"args", NULL);
	if (++eq->depth < MAX_DEPTH)
		read_arguments(eq, args);
	eq->depth--;
	switch (command) {
	case 'a':
		make_array(eq, into, args, &options);
		break;
	case 'b':
		make_brackets(eq, into, args, &options);
		break;
	case 'f':
		f = add(eq, into, "f");
		add_argument(eq, f, "num", args, 0);
		add_argument(eq, f, "den", args, 1);
		break;
	case 'i':
		make_integral(eq, into, args, &options);
		break;
	case 'r':
		make_root(eq, into, args);
		break;
	case 's':
		make_script(eq, into, args, &options);
		break;
	case 'x':
		make_border(eq, into, args, &options);
		break;
	default:
		make_row(eq, into, args, command == 'l' ? "," : "");
		break;
	}
	xmlFreeNode(args);
}

/* "\* jc2": how the result is to look. */
static void
skip_format(struct equation *eq)
{
	eq->at += 2;
	eq->at += strspn(eq->at, " ");
	if (*eq->at == '"') {
		eq->at++;
		eq->at += strcspn(eq->at, "\"");
		eq->at += *eq->at == '"';
	} else {
		eq->at += strcspn(eq->at, " \\");
	}
	eq->at += strspn(eq->at, " ");
}

/* Words and commands up to the separator, or to the bracket that ends the
 * arguments; separator '\0': all. */
static void
read_sequence(struct equation *eq, xmlNode *into, char separator)
{
	int depth = 0;
	struct buf words;

	buf_init(&words, MAX_WORDS);
	while (*eq->at != '\0') {
		if (eq->at[0] == '\\' && eq->at[1] == '*') {
			skip_format(eq);
		} else if (eq->at[0] == '\\' &&
		    isalpha((unsigned char)eq->at[1])) {
			add_words(eq, into, &words);
			read_command(eq, into);
		} else {
			if (*eq->at == '\\' && eq->at[1] != '\0')
				eq->at++;
			else if (separator != '\0' && depth == 0 &&
			    (*eq->at == separator || *eq->at == ')'))
				break;
			else if (*eq->at == '(')
				depth++;
			else if (*eq->at == ')')
				depth--;
			buf_putc(&words, *eq->at++);
		}
	}
	add_words(eq, into, &words);
	buf_fini(&words);
}

/*
 * What is made of it.
 */

static void
put_plain(struct docx_flow *flow, const struct docx_look *look,
    const xmlNode *node)
{
	struct buf words;

	docx_words(node, &words);
	docx_line_text(&flow->line, look, buf_str(&words), words.len);
	buf_fini(&words);
}

static void
add_ruby_part(struct docx_flow *flow, xmlNode *ruby, const char *name,
    const xmlNode *from)
{
	struct buf words;

	docx_words(from, &words);
	docx_text(&flow->docx->nodes, docx_node(&flow->docx->nodes, ruby, name),
	    buf_str(&words), words.len);
	buf_fini(&words);
}

/* \o(\s\up(guide),base): how East Asian Word writes a guide. */
static int
put_ruby(struct docx_flow *flow, const struct docx_look *look,
    const xmlNode *root)
{
	const xmlNode *script = root->children, *base;
	xmlNode *ruby;

	if (!xmldoc_is(script, M_NS, "sSup") || (base = script->next) == NULL ||
	    !xmldoc_is(base, M_NS, "r") || base->next != NULL)
		return 0;
	ruby = docx_node(&flow->docx->nodes, NULL, "ruby");
	add_ruby_part(flow, ruby, "base", base);
	add_ruby_part(flow, ruby, "rt", script);
	docx_put_node(flow, look, ruby);
	return 1;
}

/* Words alone, and words that are only raised, are no formula. */
static int
put_simple(struct docx_flow *flow, const struct docx_look *look,
    const xmlNode *root)
{
	struct docx_look raised = *look;
	const xmlNode *node;

	for (node = root->children; node != NULL; node = node->next) {
		if (!xmldoc_is(node, M_NS, "r") &&
		    !xmldoc_is(node, M_NS, "sSup") &&
		    !xmldoc_is(node, M_NS, "sSub"))
			return 0;
	}
	for (node = root->children; node != NULL; node = node->next) {
		raised.format = look->format;
		if (xmldoc_is(node, M_NS, "sSup"))
			raised.format |= LINE_SUP;
		else if (xmldoc_is(node, M_NS, "sSub"))
			raised.format |= LINE_SUB;
		put_plain(flow, &raised, node);
	}
	return 1;
}

void
docx_equation(struct docx_flow *flow, const struct docx_look *look,
    const char *code)
{
	size_t len;
	char *trimmed;
	struct equation eq;
	xmlNode *root;

	code += strspn(code, " ");
	for (len = strlen(code); len > 0 && code[len - 1] == ' ';)
		len--;
	trimmed = xasprintf("%.*s", (int)len, code);
	memset(&eq, 0, sizeof(eq));
	eq.at = trimmed;
	root = xmlNewDocNode(flow->docx->nodes.doc, NULL,
	    (const xmlChar *)"oMath", NULL);
	eq.ns = xmlNewNs(root, (const xmlChar *)M_NS, (const xmlChar *)"m");
	xmlSetNs(root, eq.ns);
	read_sequence(&eq, root, '\0');
	free(trimmed);
	if ((strstr(code, "\\o") != NULL && put_ruby(flow, look, root)) ||
	    put_simple(flow, look, root)) {
		xmlFreeNode(root);
		return;
	}
	docx_math_put(flow, look, root);
}
