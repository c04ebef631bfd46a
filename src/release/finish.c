/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From what an importer made to a release: the order of the stages. */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "read/read.h"
#include "release/finish.h"

xmlNode *
finish_new_g(struct finish *f, xmlNode *parent, const char *name)
{
	xmlNode *node;

	node = xmlNewDocNode(f->doc, f->g, XC(name), NULL);
	if (parent != NULL)
		xmlAddChild(parent, node);
	return node;
}

xmlNode *
finish_new_h(struct finish *f, const char *name)
{
	return xmlNewDocNode(f->doc, f->h, XC(name), NULL);
}

void
finish_set(xmlNode *node, const char *name, const char *value)
{
	xmlSetProp(node, XC(name), XC(value));
}

void
finish_set_g(struct finish *f, xmlNode *node, const char *name,
    const char *value)
{
	xmlSetNsProp(node, f->ga, XC(name), XC(value));
}

const char *
finish_text(struct finish *f, xmlNode *block)
{
	buf_reset(&f->text);
	dom_text(block, &f->text);
	buf_reset(&f->folded);
	text_folded(buf_str(&f->text), &f->folded);
	return buf_str(&f->folded);
}

const char *
finish_start(struct finish *f, xmlNode *block, size_t max)
{
	buf_reset(&f->text);
	dom_text_start(block, &f->text, max);
	buf_reset(&f->folded);
	text_folded(buf_str(&f->text), &f->folded);
	return buf_str(&f->folded);
}

const char *
finish_fold(struct finish *f, const char *words)
{
	buf_reset(&f->folded);
	text_folded(words, &f->folded);
	return buf_str(&f->folded);
}

void
finish_finding(struct finish *f, enum severity severity, const char *code,
    const char *quote)
{
	size_t i = 0;

	while (i < FINISH_CODES && f->told[i].code != NULL &&
	    f->told[i].code != code)
		i++;
	if (i == FINISH_CODES || f->told[i].lines == FINISH_LINES)
		return;
	f->told[i].code = code;
	f->told[i].lines++;
	findings_add(f->findings, severity, code, quote);
}

void
finish_stem(const struct finish *f, char *dst, size_t size)
{
	char *composed, *dot, *p;
	const char *name, *slash;

	slash = strrchr(f->settings->name, '/');
	name = slash != NULL ? slash + 1 : f->settings->name;
	composed = text_nfc(name); /* macOS takes letters apart */
	text_excerpt(dst, size, composed);
	free(composed);
	dot = strrchr(dst, '.');
	if (dot != NULL && dot != dst && strlen(dot) <= 6)
		*dot = '\0';
	for (p = dst; *p != '\0'; p++) {
		if (*p == '_')
			*p = ' ';
	}
}

size_t
finish_organisation_at(const struct finish *f, const char *s)
{
	const char *name, *next;
	size_t best = 0, n;

	for (name = f->organisations; *name != '\0';
	     name += n + (name[n] == '|')) {
		n = strcspn(name, "|");
		if (n > best && strncmp(name, s, n) == 0 &&
		    !text_is_word(text_next(s + n, &next)))
			best = n;
	}
	return best;
}

/* The declaration of uri at the root, made if it has none; with a prefix
 * where attributes are to use it. */
static xmlNs *
declare(xmlNode *root, const char *uri, const char *prefix, int for_attributes)
{
	xmlNs *ns;

	for (ns = root->nsDef; ns != NULL; ns = ns->next) {
		if (strcmp((const char *)ns->href, uri) == 0 &&
		    (!for_attributes || ns->prefix != NULL))
			return ns;
	}
	/* NULL if the prefix means something else at the root */
	ns = xmlNewNs(root, XC(uri), XC(prefix));
	return ns != NULL ? ns : xmlNewNs(root, XC(uri), XC("gazette"));
}

static void
own_attributes(struct finish *f, xmlNode *node)
{
	const char *uri;
	xmlAttr *attr, *next;

	for (attr = node->properties; attr != NULL; attr = next) {
		next = attr->next;
		if (attr->ns == NULL || attr->ns == f->ga)
			continue;
		uri = (const char *)attr->ns->href;
		if (strcmp(uri, RELEASE_NS) == 0)
			attr->ns = f->ga;
		else if (strcmp(uri, (const char *)XML_XML_NAMESPACE) != 0)
			xmlRemoveProp(attr);
	}
}

/*
 * Every element uses the declarations of the root.  An element frees its own
 * ones with it, also if some of its content has moved elsewhere.
 */
static void
own_namespaces(struct finish *f)
{
	const char *uri;
	xmlNode *node;

	for (node = f->root; node != NULL; node = dom_next(node, f->root)) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (node->properties != NULL)
			own_attributes(f, node);
		if (node->ns == NULL || node->ns == f->h || node->ns == f->g)
			continue;
		uri = (const char *)node->ns->href;
		if (strcmp(uri, XHTML_NS) == 0)
			node->ns = f->h;
		else if (strcmp(uri, RELEASE_NS) == 0)
			node->ns = f->g;
		else if (strcmp(uri, MATHML_NS) == 0)
			node->ns = declare(f->root, MATHML_NS, "m", 0);
		else
			node->ns = NULL; /* nobody knows it */
	}
}

/* The first of each kind counts; another joins it, what is none goes. */
static void
frame_child(struct finish *f, xmlNode *node)
{
	xmlNode **first;

	switch (element_find(node)->id) {
	case EL_HEAD:
		first = &f->head;
		break;
	case EL_BODY:
		first = &f->body;
		break;
	case EL_NOTES:
		first = &f->notes;
		break;
	case EL_BOILERPLATE:
	case EL_REPORT:
		return;
	default:
		dom_drop(node);
		return;
	}
	if (*first == NULL) {
		*first = node;
		return;
	}
	dom_move_children(node, *first);
	dom_drop(node);
}

enum verdict
finish_frame(struct finish *f)
{
	xmlNode *next, *node;

	f->root = xmlDocGetRootElement(f->doc);
	if (f->root == NULL || element_find(f->root)->id != EL_RELEASE)
		return why_set(f->why, V_FATAL, "release-invalid",
		    "the importer made no <release> of " RELEASE_NS);
	f->g = declare(f->root, RELEASE_NS, "g", 0);
	f->ga = declare(f->root, RELEASE_NS, "g", 1);
	f->h = declare(f->root, XHTML_NS, "h", 0);
	own_namespaces(f);
	element_filter(f->root);
	for (node = f->root->children; node != NULL; node = next) {
		next = node->next;
		frame_child(f, node);
	}
	if (f->head == NULL) {
		f->head = finish_new_g(f, NULL, "head");
		if (f->root->children != NULL)
			xmlAddPrevSibling(f->root->children, f->head);
		else
			xmlAddChild(f->root, f->head);
	}
	if (f->body == NULL) {
		f->body = finish_new_h(f, "body");
		xmlAddNextSibling(f->head, f->body);
	}
	return V_OK;
}

static int
has_word(const char *s)
{
	const char *next;

	for (; s != NULL && *s != '\0'; s = next) {
		if (text_is_word(text_next(s, &next)))
			return 1;
	}
	return 0;
}

/* Is there a word in the text: the first one answers. */
static int
has_words(struct finish *f)
{
	xmlNode *node, *root;

	for (root = f->root->children; root != NULL; root = root->next) {
		if (root == f->head || element_of(root)->id == EL_REPORT)
			continue;
		for (node = root; node != NULL; node = dom_next(node, root)) {
			if (node->type == XML_TEXT_NODE &&
			    has_word((const char *)node->content))
				return 1;
		}
	}
	return 0;
}

static int
has_head_words(struct finish *f)
{
	return dom_child_g(f->head, "title") != NULL ||
	    dom_child_g(f->head, "lead") != NULL ||
	    dom_child_g(f->head, "deck") != NULL ||
	    dom_child_g(f->head, "contact") != NULL;
}

static void
run_stages(struct finish *f)
{
	finish_language(f);
	finish_sidecar(f);
	finish_head(f);
	finish_table(f);
	finish_scan(f);
	finish_pictures(f);
	finish_furniture(f);
	finish_opening(f);
	finish_embargo(f);
	finish_offer_title(f);
	finish_closing(f);
	finish_neighbours(f);
	finish_quotes(f);
	finish_links(f);
	finish_headings(f);
	finish_ids(f);
	finish_lint(f);
	finish_report(f);
}

/* Pictures alone are something to show, and something to ask about. */
static enum verdict
run(struct finish *f)
{
	if (!has_words(f) && !has_head_words(f)) {
		if (!dom_has_content(f->body))
			return why_set(f->why, V_REJECT, "no-text",
			    "the document has no visible word");
		finish_finding(f, SEVERITY_HOLD, "no-text", NULL);
	}
	run_stages(f);
	return V_OK;
}

/* What the reader and the importer noticed comes first. */
static void
add_findings(struct finish *f)
{
	const struct finding *line;
	size_t before, i;

	if (f->reading == NULL)
		return;
	for (i = 0; i < f->reading->findings.count; i++) {
		line = &f->reading->findings.list[i];
		before = f->findings->count;
		findings_add(f->findings, line->severity, line->code,
		    line->quote);
		if (f->findings->count > before)
			f->findings->list[before].times = line->times;
	}
}

enum verdict
release_finish(xmlDoc *release, const struct reading *reading,
    const struct release_words *words, const struct release_settings *settings,
    struct why *why)
{
	enum verdict v;
	struct buf organisations;
	struct findings findings;
	struct finish f;

	memset(&f, 0, sizeof(f));
	findings_init(&findings);
	f.doc = release;
	f.reading = reading;
	f.words = words;
	f.phrases = words->phrases;
	f.settings = settings;
	f.findings = &findings;
	f.why = why;
	buf_init(&f.sample, 1 << 20);
	buf_init(&f.text, FINISH_TEXT);
	buf_init(&f.folded, FINISH_TEXT);
	buf_init(&organisations, 4096);
	text_folded(settings->organisation, &organisations);
	f.organisations = buf_str(&organisations);
	v = finish_frame(&f);
	if (v == V_OK) {
		add_findings(&f);
		finish_tidy(&f);
		v = run(&f);
	}
	free(f.marked);
	buf_fini(&organisations);
	buf_fini(&f.sample);
	buf_fini(&f.text);
	buf_fini(&f.folded);
	findings_fini(&findings);
	return v;
}
