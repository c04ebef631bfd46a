/* SPDX-License-Identifier: GPL-2.0-or-later */
/* json: the fields of doc/json.md, and JSON-LD that can't end its element. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>
#include <libxml/tree.h>

#include "base/buf.h"
#include "edition.h"
#include "render/parts.h"
#include "render/render.h"

enum {
	LIMIT = 1 << 22
};

static json_t *
make(const char *name, int published)
{
	json_error_t error;
	json_t *root;
	struct buf out;
	struct rendering r;

	edition_open(&r, name, published);
	buf_init(&out, LIMIT);
	edition_render(&r, EDITION_JSON, &out);
	root = json_loadb(out.data, out.len, JSON_REJECT_DUPLICATES, &error);
	if (root == NULL)
		fail_msg("%s", error.text);
	buf_fini(&out);
	edition_close(&r);
	return root;
}

static const char *
text(const json_t *object, const char *key)
{
	const char *value;

	value = json_string_value(json_object_get(object, key));
	return value != NULL ? value : "";
}

static void
test_published(void **state)
{
	const json_t *contact;
	const json_t *list;
	json_t *root;

	(void)state;
	root = make("sv", 1);
	assert_string_equal(text(root, "id"),
	    "urn:uuid:0b0c5c1e-58a5-4f0e-9c43-0d1f5a7e2b11");
	assert_string_equal(text(root, "lang"), "sv-FI");
	/* The reference to a note is no word of the title. */
	assert_string_equal(text(root, "title"),
	    "Hamnen i Sjövik får landström före hösten");
	assert_string_equal(text(root, "issued"), "2026-05-03");
	assert_string_equal(text(root, "embargo"), "");
	assert_int_equal(json_integer_value(json_object_get(root, "version")),
	    2);
	assert_int_equal(json_array_size(json_object_get(root, "alternates")),
	    2);
	assert_int_equal(json_array_size(json_object_get(root, "subjects")), 3);
	assert_int_equal(json_array_size(json_object_get(root, "pictures")), 2);
	list = json_object_get(root, "contacts");
	contact = json_array_get(list, 0);
	assert_string_equal(text(contact, "name"), "Maja Ek");
	assert_string_equal(text(contact, "text"), "");
	assert_string_equal(text(json_array_get(json_object_get(contact, "tel"),
				     0),
				"href"),
	    "tel:+35861234567");
	contact = json_array_get(list, 1);
	assert_string_equal(text(contact, "text"),
	    "Bilder finns på bildbanken, fråga i receptionen.");
	assert_non_null(strstr(text(root, "html"),
	    "<img src=\"https://www.sjovik.example/sv/2026/05/"
	    "hamnen-i-sjovik/media/p1.png\""));
	assert_non_null(strstr(text(root, "text"), "Kaj     40 000 000"));
	json_decref(root);
}

static void
test_alone(void **state)
{
	json_t *root;

	(void)state;
	root = make("sv", 0);
	assert_string_equal(text(root, "embargo"), "2026-05-03T09:00:00+03:00");
	assert_string_equal(text(root, "url"), "");
	assert_null(json_object_get(root, "version"));
	assert_non_null(strstr(text(root, "html"), "data:image/png;base64,"));
	json_decref(root);
	root = make("en", 0);
	assert_null(json_object_get(root, "contacts"));
	assert_string_equal(text(root, "title"), "Minutes “draft” <3>");
	json_decref(root);
}

/* A title may hold what would end the script element. */
static void
test_json_ld(void **state)
{
	char *got;
	json_error_t error;
	json_t *root;
	struct rendering r;
	xmlNode *head;
	xmlNode *title;

	(void)state;
	edition_open(&r, "sv", 1);
	head = xmlDocGetRootElement(r.release)->children;
	title = head->children;
	xmlNodeSetContent(title,
	    (const xmlChar *)"a &lt;/script&gt;&lt;!-- &amp;b");
	render_prepare(&r);
	got = json_ld(&r);
	assert_null(strpbrk(got, "<>&"));
	root = json_loads(got, 0, &error);
	assert_non_null(root);
	assert_string_equal(text(root, "headline"), "a </script><!-- &b");
	assert_string_equal(text(root, "@type"), "NewsArticle");
	json_decref(root);
	free(got);
	edition_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_published),
		cmocka_unit_test(test_alone),
		cmocka_unit_test(test_json_ld),
	};

	return cmocka_run_group_tests(tests, edition_setup, edition_teardown);
}
