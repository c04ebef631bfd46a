/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * anything: whatever an importer or a stranger delivers becomes a release.
 *
 * Trees are grown from seeds, out of elements in places where they have none,
 * attributes of no kind, and words that every stage knows.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/tree.h>

#include "finishing.h"

enum {
	TREES = 400,
	DEPTH = 6,
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static const char *const words[] = { "Närmare upplysningar:",
	"Embargo till 24.3.2026 kl. 9.00", "VASA 3.5.2026 –", "Heti",
	"tfn 06 123 4567", "a.b@example.org", "www.example.org/x",
	"Om Vasa stad", "###", "Etiketter: a, b", " ", "\xc2\xa0", "XX", "[ ]",
	"”hej", "Julkaisuvapaa ti 24.3. klo 9", "utkast", "PRESSMEDDELANDE",
	"Stadsdirektör Karin Exempel", "\n", "ord…", "Dela", "1", "Hem",
	"Staden bygger en ny skola för sexhundra elever. Det blir bra.",
	"Lisätietoja antaa Maija Malli, p. 040 123 4567", "Publiceras: snart" };

static const char *const elements[] = { "p", "p", "p", "h1", "h2", "h6", "ul",
	"ol", "li", "table", "tr", "td", "th", "tbody", "strong", "b", "i", "a",
	"a", "span", "br", "img", "figure", "figcaption", "aside", "blockquote",
	"hr", "pre", "code", "div", "script", "dl", "dt", "dd", "caption",
	"ruby", "rt", "font", "sup", "body", "head" };

static const char *const heads[] = { "title", "deck", "lead", "issued",
	"embargo", "status", "subject", "contact", "byline", "dateline",
	"advisory", "expires", "replaces", "publisher", "translation", "source",
	"picture", "publication", "nonsense" };

static const char *const attributes[][2] = { { "id", "x" }, { "id", "1 2" },
	{ "href", "#x" }, { "href", "#z" }, { "href", "javascript:x" },
	{ "href", "https://a.b/c" }, { "lang", "fi-FI" }, { "lang", "no good" },
	{ "dir", "up" }, { "src", "p1.png" }, { "role", "doc-noteref" },
	{ "colspan", "2" }, { "onclick", "x" }, { "class", "num" },
	{ "kind", "endnote" }, { "until", "soon" }, { "start", "-1" } };

static const char *const zones[] = { "title", "deck", "byline", "lead" };

/* xorshift (Marsaglia 2003): the same trees everywhere. */
static uint32_t seed;

static size_t
roll(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

struct garden {
	xmlNs *g;
	xmlNs *h;
	xmlNs *m;
};

static void
add_words(xmlNode *node)
{
	xmlNodeAddContent(node, (const xmlChar *)words[roll(COUNT(words))]);
}

static void
grow(struct garden *garden, xmlNode *parent, int depth)
{
	const char *const *attribute;
	size_t n;
	xmlNode *node;
	xmlNs *ns;

	n = roll(40);
	ns = n == 0 ? garden->m :
	    n == 1  ? garden->g :
	    n == 2  ? NULL :
		      garden->h;
	node = xmlNewChild(parent, ns,
	    (const xmlChar *)elements[roll(COUNT(elements))], NULL);
	/* a declaration of its own, as stylesheets leave them */
	if (roll(4) == 0)
		xmlSetNs(node,
		    xmlNewNs(node, (const xmlChar *)XHTML_NS,
			(const xmlChar *)"own"));
	while (roll(3) == 0) {
		attribute = attributes[roll(COUNT(attributes))];
		xmlSetProp(node, (const xmlChar *)attribute[0],
		    (const xmlChar *)attribute[1]);
	}
	if (roll(12) == 0)
		xmlSetNsProp(node, garden->g, (const xmlChar *)"zone",
		    (const xmlChar *)zones[roll(COUNT(zones))]);
	if (roll(3) != 0)
		add_words(node);
	for (n = depth < DEPTH ? roll(4) : 0; n > 0; n--) {
		grow(garden, node, depth + 1);
		if (roll(2) == 0)
			add_words(node);
	}
}

static xmlDoc *
plant(void)
{
	size_t n;
	struct garden garden;
	xmlDoc *doc;
	xmlNode *body, *head, *node, *root;

	doc = xmlNewDoc((const xmlChar *)"1.0");
	root = xmlNewNode(NULL, (const xmlChar *)"release");
	xmlDocSetRootElement(doc, root);
	garden.g = xmlNewNs(root, (const xmlChar *)RELEASE_NS,
	    (const xmlChar *)"g");
	garden.h = xmlNewNs(root, (const xmlChar *)XHTML_NS,
	    (const xmlChar *)"h");
	garden.m = xmlNewNs(root,
	    (const xmlChar *)"http://www.w3.org/1998/Math/MathML",
	    (const xmlChar *)"m");
	xmlSetNs(root, garden.g);
	head = xmlNewChild(root, garden.g, (const xmlChar *)"head", NULL);
	for (n = roll(5); n > 0; n--) {
		node = xmlNewChild(head, garden.g,
		    (const xmlChar *)heads[roll(COUNT(heads))], NULL);
		add_words(node);
		if (roll(2) == 0)
			grow(&garden, node, DEPTH - 2);
	}
	body = xmlNewChild(root, garden.h, (const xmlChar *)"body", NULL);
	for (n = roll(12); n > 0; n--)
		grow(&garden, body, 0);
	if (roll(3) == 0) {
		node = xmlNewChild(root, garden.g, (const xmlChar *)"notes",
		    NULL);
		node = xmlNewChild(node, garden.g, (const xmlChar *)"note",
		    NULL);
		grow(&garden, node, 2);
	}
	return doc;
}

static void
test_anything(void **state)
{
	enum verdict v;
	size_t i, len;
	struct release_head head;
	struct release_settings settings;
	struct why why;
	unsigned char *bytes;
	xmlDoc *doc;

	(void)state;
	finishing_settings(&settings);
	memcpy(settings.organisation, "Vasa stad", 10);
	memcpy(settings.name, "Utkast_v2.sv.docx", 18);
	settings.now = 1774008000;
	for (i = 1; i <= TREES; i++) {
		seed = (uint32_t)(i * 2654435761u);
		doc = plant();
		why_clear(&why);
		v = release_finish(doc, NULL, finishing_words(), &settings,
		    &why);
		if (v == V_OK) {
			v = release_check(doc, &why);
			if (v != V_OK)
				fail_msg("tree %zu: %s", i, why.text);
			assert_int_equal(release_head_read(doc, &head, &why),
			    V_OK);
			bytes = release_serialise(doc, &len);
			assert_int_equal(strlen((char *)bytes), len);
			xmlFree(bytes);
		} else if (v != V_REJECT) {
			fail_msg("tree %zu: %s", i, why.text);
		}
		xmlFreeDoc(doc);
	}
}

static int
teardown(void **state)
{
	(void)state;
	finishing_end();
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_anything) };

	return cmocka_run_group_tests_name("anything", tests, NULL, teardown);
}
