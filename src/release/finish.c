/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From what an importer made to a release: the order of the stages. */
#include "config.h"

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

/* An attribute needs a prefix, which the namespace of the root may lack. */
void
finish_set_g(struct finish *f, xmlNode *node, const char *name,
    const char *value)
{
	xmlNs *ns;

	for (ns = f->root->nsDef; ns != NULL; ns = ns->next) {
		if (ns->prefix != NULL &&
		    strcmp((const char *)ns->href, RELEASE_NS) == 0)
			break;
	}
	if (ns == NULL)
		ns = xmlNewNs(f->root, XC(RELEASE_NS), XC("g"));
	xmlSetNsProp(node, ns, XC(name), XC(value));
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
finish_start(struct finish *f, xmlNode *block)
{
	enum {
		START = 200
	};

	buf_reset(&f->text);
	dom_text_start(block, &f->text, START);
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
	findings_add(f->findings, severity, code, quote);
}

void
finish_stem(const struct finish *f, char *dst, size_t size)
{
	char *dot, *p;
	const char *name, *slash;

	slash = strrchr(f->settings->name, '/');
	name = slash != NULL ? slash + 1 : f->settings->name;
	text_excerpt(dst, size, name);
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

static xmlNs *
namespace_of(xmlNode *root, const char *uri)
{
	xmlNs *ns;

	for (ns = root->nsDef; ns != NULL; ns = ns->next) {
		if (strcmp((const char *)ns->href, uri) == 0)
			return ns;
	}
	return NULL;
}

enum verdict
finish_frame(struct finish *f)
{
	xmlNode *node;

	f->root = xmlDocGetRootElement(f->doc);
	if (f->root == NULL || element_find(f->root)->id != EL_RELEASE)
		return why_set(f->why, V_FATAL, "release-invalid",
		    "the importer made no <release> of " RELEASE_NS);
	f->g = f->root->ns;
	f->h = namespace_of(f->root, XHTML_NS);
	if (f->h == NULL)
		f->h = xmlNewNs(f->root, XC(XHTML_NS), XC("h"));
	for (node = f->root->children; node != NULL; node = node->next) {
		if (element_find(node)->id == EL_HEAD)
			f->head = node;
		else if (element_find(node)->id == EL_BODY)
			f->body = node;
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

/* Is there anything to read, or at least to see with words? */
static int
has_words(struct finish *f)
{
	const char *s, *next;
	int found = 0;
	xmlNode *node;

	buf_reset(&f->text);
	for (node = f->root->children; node != NULL && !found;
	     node = node->next) {
		switch (element_of(node)->id) {
		case EL_BODY:
		case EL_NOTES:
		case EL_BOILERPLATE:
			buf_reset(&f->text);
			dom_all_text(node, &f->text);
			break;
		default:
			continue;
		}
		for (s = buf_str(&f->text); *s != '\0' && !found; s = next)
			found = text_is_word(text_next(s, &next));
	}
	return found;
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
	finish_table(f);
	finish_scan(f);
	finish_head(f);
	finish_pictures(f);
	finish_furniture(f);
	finish_opening(f);
	finish_embargo(f);
	finish_closing(f);
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
	size_t i;

	if (f->reading == NULL)
		return;
	for (i = 0; i < f->reading->findings.count; i++) {
		line = &f->reading->findings.list[i];
		findings_add(f->findings, line->severity, line->code,
		    line->quote);
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
	buf_fini(&organisations);
	buf_fini(&f.sample);
	buf_fini(&f.text);
	buf_fini(&f.folded);
	findings_fini(&findings);
	return v;
}
