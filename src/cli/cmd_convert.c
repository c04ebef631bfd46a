/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * gazette convert: documents into editions that stand alone.
 */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/xalloc.h"
#include "cli/batch.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/warning.h"
#include "newsroom/bureau.h"
#include "newsroom/settings.h"
#include "render/render.h"
#include "worker/stylesheets.h"

static const char usage[] =
    "usage: gazette convert [OPTION…] [-o FILE] FILE\n"
    "       gazette convert --to EDITION,… [OPTION…] -o DIR FILE…\n"
    "\n"
    "Turns a press release (DOCX, or an XML vocabulary that Gazette knows)\n"
    "into an edition that stands alone.  FILE may be - for standard input.\n"
    "\n"
    "  --to EDITION  html (a page; the default), fragment (the article),\n"
    "                text, epub, json, ninjs, nitf, release; several with\n"
    "                commas\n"
    "  --item N      of a file of several items the N'th alone\n"
    "  --lang TAG    the language of the document, whatever it says itself\n"
    "  -c FILE         settings with vocabularies of your own\n"
    "  --phrases FILE  words to look for beside our own: gazette.conf(5)\n"
    "  -o FILE       write there, not to standard output\n"
    "  -o DIR        write DIR/NAME.html, DIR/NAME.txt … for each document;\n"
    "                DIR/NAME-2.html … for further items of a file of several\n"
    "\n"
    "Exit status: 0 converted; 64 usage; 65 a document is at fault; 66 no\n"
    "such file; 70 our fault; 73 can't write; 75 try again later.\n";

/* What a document's outputs are called after its stem, by enum edition. */
static const char *const suffixes[EDITION_COUNT] = {
	[EDITION_HTML] = ".html",
	[EDITION_FRAGMENT] = ".fragment.html",
	[EDITION_TEXT] = ".txt",
	[EDITION_EPUB] = ".epub",
	[EDITION_JSON] = ".json",
	[EDITION_NINJS] = ".ninjs.json",
	[EDITION_NITF] = ".nitf.xml",
	[EDITION_RELEASE] = ".release.xml",
};

struct convert {
	uint32_t editions;
	const char *lang;
	struct config *config; /* or NULL */
	const char *phrases;   /* or NULL */
	const char *output;    /* NULL: standard output */
	int is_dir;            /* output is a folder */
	char **paths;
	size_t count;
	char **stems;  /* of each document, where output is a folder */
	char ***items; /* … and of each item of a file of several */
	unsigned *item_counts;
	struct output_names names;
	unsigned item; /* this one alone, 0: all */
	struct warnings warnings;
	int status; /* the gravest so far */
};

static void
worsen(struct convert *c, int status)
{
	if (status > c->status)
		c->status = status;
}

static int
put_blob(const char *path, const struct blob *blob)
{
	if (path == NULL)
		return fs_write_all(STDOUT_FILENO, blob->data, blob->len);
	return output_put(path, blob->data, blob->len);
}

/* The second item of feed.xml is feed-2, and so on; the first has the name of
 * the file.  All are named together, so that it does not matter which of them
 * ends first. */
static const char *
stem_of(struct convert *c, const struct batch_end *end)
{
	unsigned i;

	if (end->item == 0 || c->item != 0)
		return c->stems[end->index];
	if (c->items[end->index] == NULL) {
		c->items[end->index] = xcalloc(end->items, sizeof(char *));
		c->item_counts[end->index] = end->items;
		for (i = 1; i < end->items; i++)
			c->items[end->index][i] = output_stem(&c->names,
			    c->paths[end->index]);
		c->items[end->index][0] = xstrdup(c->stems[end->index]);
	}
	return c->items[end->index][end->item - 1];
}

/* Write one edition to its place. */
static void
write_edition(struct convert *c, const struct batch_end *end, unsigned edition,
    const struct blob *blob)
{
	char *path = NULL;

	if (c->is_dir)
		path = xasprintf("%s/%s%s", c->output, stem_of(c, end),
		    suffixes[edition]);
	else if (c->output != NULL)
		path = xstrdup(c->output);
	if (put_blob(path, blob) == -1) {
		cli_say("%s: %s", path != NULL ? path : "standard output",
		    strerror(errno));
		worsen(c, EX_CANTCREAT);
	}
	free(path);
}

static void
on_end(const struct batch_end *end, void *context)
{
	char *name;
	const struct blob *blob;
	struct convert *c = context;
	unsigned e;

	name = end->item == 0 ?
	    xstrdup(c->paths[end->index]) :
	    xasprintf("%s (item %u of %u)", c->paths[end->index], end->item,
		end->items);
	if (end->status != EX_OK) {
		cli_say_why(name, end->why);
		worsen(c, end->status);
		free(name);
		return;
	}
	warnings_print(&c->warnings, name, &end->dispatch->findings);
	free(name);
	for (e = 0; e < EDITION_COUNT; e++) {
		blob = &end->dispatch->editions[e];
		if (blob->data != NULL)
			write_edition(c, end, e, blob);
	}
}

/* "html,text" as a set of editions. */
static int
parse_editions(struct convert *c, const char *list)
{
	char *name, *names, *rest;
	int edition, status = EX_OK;

	names = xstrdup(list);
	rest = names;
	c->editions = 0;
	while (status == EX_OK && (name = strsep(&rest, ",")) != NULL) {
		if ((edition = edition_by_name(name)) == -1)
			status = cli_usage("convert",
			    "there is no edition “%s”; there are html, "
			    "fragment, text, epub, json, ninjs, nitf, release",
			    name);
		else
			c->editions |= EDITION_BIT((unsigned)edition);
	}
	free(names);
	return status;
}

/* A language tag as BCP 47 forms it; whether anyone speaks it, nobody asks. */
static int
check_lang(const char *tag)
{
	if (strlen(tag) >= 2 && strlen(tag) < RELEASE_LANG_MAX &&
	    strspn(tag,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789-") == strlen(tag))
		return EX_OK;
	return cli_usage("convert", "“%s” is no language tag", tag);
}

static int
parse_item(struct convert *c, const char *number)
{
	char *end;
	unsigned long n;

	n = strtoul(number, &end, 10);
	if (number[0] < '1' || number[0] > '9' || *end != '\0' || n > UINT_MAX)
		return cli_usage("convert", "“%s” is no number of an item",
		    number);
	c->item = (unsigned)n;
	return EX_OK;
}

/* Settle where the outputs go. */
static int
prepare_output(struct convert *c)
{
	int several;
	size_t i, len;
	several = c->count > 1 || (c->editions & (c->editions - 1)) != 0;
	if (several && c->output == NULL)
		return cli_usage("convert",
		    "several outputs need a folder: -o DIR");
	if (c->output == NULL)
		return EX_OK;
	len = strlen(c->output);
	c->is_dir = several || output_is_dir(c->output) ||
	    (len > 0 && c->output[len - 1] == '/');
	if (!c->is_dir)
		return EX_OK;
	if (output_make_dir(c->output) == -1) {
		cli_say("%s: %s", c->output, strerror(errno));
		return EX_CANTCREAT;
	}
	c->stems = xcalloc(c->count, sizeof(*c->stems));
	for (i = 0; i < c->count; i++)
		c->stems[i] = output_stem(&c->names, c->paths[i]);
	c->items = xcalloc(c->count, sizeof(*c->items));
	c->item_counts = xcalloc(c->count, sizeof(*c->item_counts));
	return EX_OK;
}

/* Settings whose phrases and vocabularies are to be known. */
static int
load_config(struct convert *c, const char *file)
{
	struct why why;

	why_clear(&why);
	config_free(c->config);
	c->config = NULL;
	if (config_load(file, &c->config, &why) == V_OK)
		return EX_OK;
	cli_say("%s", why.text);
	return EX_CONFIG;
}

/* -1 to go on, else the exit status. */
static int
parse_arguments(struct convert *c, int argc, char *argv[])
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "help", no_argument, NULL, 'h' },
		{ "item", required_argument, NULL, 'i' },
		{ "lang", required_argument, NULL, 'l' },
		{ "phrases", required_argument, NULL, 'p' },
		{ "output", required_argument, NULL, 'o' },
		{ "to", required_argument, NULL, 't' },
		{ NULL, 0, NULL, 0 },
	};
	int o, status = EX_OK;

	c->editions = EDITION_BIT(EDITION_HTML);
	c->lang = "";
	while (status == EX_OK &&
	    (o = getopt_long(argc, argv, ":c:ho:", options, NULL)) != -1) {
		if (o == 'h')
			return cli_help(usage);
		if (o == 't')
			status = parse_editions(c, optarg);
		else if (o == 'l')
			status = check_lang(c->lang = optarg);
		else if (o == 'i')
			status = parse_item(c, optarg);
		else if (o == 'c')
			status = load_config(c, optarg);
		else if (o == 'p')
			c->phrases = optarg;
		else if (o == 'o')
			c->output = optarg;
		else
			status = cli_bad_option(argv, o);
	}
	if (status != EX_OK)
		return status;
	if (optind == argc)
		return cli_usage("convert", "which document?");
	c->paths = argv + optind;
	c->count = (size_t)(argc - optind);
	status = prepare_output(c);
	return status == EX_OK ? -1 : status;
}

static enum verdict
convert_all(struct convert *c, struct why *why)
{
	char *xsl_dir;
	enum verdict v;
	struct batch batch;

	xsl_dir = stylesheets_dir();
	memset(&batch, 0, sizeof(batch));
	batch.paths = c->paths;
	batch.count = c->count;
	batch.editions = c->editions;
	batch.lang = c->lang;
	batch.xsl_dir = xsl_dir;
	batch.phrases = c->phrases;
	batch.item = c->item;
	batch.one = !c->is_dir;
	if (c->config != NULL) {
		batch.own = &c->config->limits.read;
		if (c->phrases == NULL)
			batch.phrases = c->config->phrases;
	}
	batch.end = on_end;
	batch.context = c;
	c->warnings.xsl_dir = xsl_dir;
	v = batch_run(&batch, why);
	warnings_fini(&c->warnings);
	config_free(c->config);
	free(xsl_dir);
	return v;
}

static void
free_names(struct convert *c)
{
	size_t i;
	unsigned n;

	for (i = 0; c->stems != NULL && i < c->count; i++) {
		for (n = 0; n < c->item_counts[i]; n++)
			free(c->items[i][n]);
		free(c->items[i]);
		free(c->stems[i]);
	}
	free(c->stems);
	free(c->items);
	free(c->item_counts);
	output_names_fini(&c->names);
}

int
cmd_convert(int argc, char *argv[])
{
	int status;
	struct convert c;
	struct why why;

	memset(&c, 0, sizeof(c));
	if ((status = parse_arguments(&c, argc, argv)) != -1)
		return status;
	if (convert_all(&c, &why) != V_OK) {
		cli_say_why(NULL, &why);
		worsen(&c, EX_SOFTWARE);
	}
	free_names(&c);
	return c.status;
}
