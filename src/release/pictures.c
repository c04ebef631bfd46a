/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pictures that a release shows, into its head. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <libxml/uri.h>

#include "read/read.h"
#include "release/finish.h"

/* The last component of a path, of Windows too. */
static const char *
file_of(const char *path)
{
	const char *p;

	for (p = path; *p != '\0'; p++)
		if (*p == '/' || *p == '\\')
			path = p + 1;
	return path;
}

static const struct neighbour *
neighbour_called(const struct finish *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->reading->neighbour_count; i++) {
		if (strcasecmp(f->reading->neighbours[i].name, name) == 0)
			return &f->reading->neighbours[i];
	}
	return NULL;
}

/* A picture that lay beside the document, by the last component of the name
 * under which it is shown: as it is, or as an address ("Kuva%201.jpg"). */
static const struct neighbour *
find_neighbour(const struct finish *f, const char *name)
{
	char *decoded;
	const struct neighbour *n;

	if (f->reading->neighbour_count == 0)
		return NULL;
	n = neighbour_called(f, file_of(name));
	if (n != NULL || strchr(name, '%') == NULL)
		return n;
	decoded = xmlURIUnescapeString(name, 0, NULL);
	if (decoded != NULL)
		n = neighbour_called(f, file_of(decoded));
	xmlFree(decoded);
	return n;
}

static const struct picture *
find(const struct finish *f, const char *name, size_t *ret_index)
{
	const struct neighbour *n;
	size_t i;

	if (f->reading == NULL || name == NULL)
		return NULL;
	if ((n = find_neighbour(f, name)) != NULL) {
		*ret_index = n->index;
		return &f->reading->pictures.list[n->index];
	}
	for (i = 0; i < f->reading->pictures.count; i++) {
		if (strcmp(f->reading->pictures.list[i].name, name) == 0) {
			*ret_index = i;
			return &f->reading->pictures.list[i];
		}
	}
	return NULL;
}

static void
set_number(xmlNode *node, const char *name, unsigned n)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%u", n);
	finish_set(node, name, digits);
}

static void
add_picture(struct finish *f, const struct picture *picture)
{
	xmlNode *node;

	node = finish_new_g(f, f->head, "picture");
	finish_set(node, "name", picture->name);
	finish_set(node, "type", picture->type);
	set_number(node, "width", picture->width);
	set_number(node, "height", picture->height);
	finish_set(node, "sha256", picture->sha256);
}

/* The picture's place among those in the head of a release that is read. */
static int
is_known(const struct finish *f, const char *name)
{
	const char *own;
	const xmlNode *node;

	for (node = f->head->children; node != NULL; node = node->next) {
		if (!dom_is_g(node, "picture"))
			continue;
		own = dom_attr(node, "name");
		if (own != NULL && name != NULL && strcmp(own, name) == 0)
			return 1;
	}
	return 0;
}

/* An address: what lies there is never fetched. */
static int
is_remote(const char *name)
{
	return name != NULL &&
	    (strstr(name, "://") != NULL || strncmp(name, "//", 2) == 0);
}

/* What is said of a picture that is not there: of a path the file alone. */
static void
report_missing(struct finish *f, const xmlNode *img, const char *name)
{
	const char *words;

	if (is_remote(name)) {
		finish_finding(f, SEVERITY_INFO, "media-remote", name);
		return;
	}
	words = dom_attr(img, "alt");
	if (words == NULL || *words == '\0')
		words = name != NULL ? file_of(name) : NULL;
	finish_finding(f, SEVERITY_WARN, "picture-missing", words);
}

static void
show(struct finish *f, xmlNode *img, unsigned char *shown, size_t count)
{
	const char *name;
	const struct picture *picture;
	size_t i = 0;

	name = dom_attr(img, "src");
	picture = find(f, name, &i);
	if (picture == NULL) {
		if (f->reading != NULL || !is_known(f, name)) {
			report_missing(f, img, name);
			dom_drop(img);
		}
		return;
	}
	finish_set(img, "src", picture->name);
	if (dom_attr(img, "alt") == NULL)
		finish_finding(f, SEVERITY_WARN, "alt-missing", NULL);
	set_number(img, "width", picture->width);
	set_number(img, "height", picture->height);
	if (i < count && !shown[i]) {
		shown[i] = 1;
		add_picture(f, picture);
	}
}

/* A figure whose picture is gone is the words that it has left; a paragraph
 * of nothing else goes too. */
static void
drop_empty_figure(xmlNode *figure)
{
	xmlNode *child, *next;

	if (element_of(figure)->id == EL_P && figure->children == NULL) {
		dom_drop(figure);
		return;
	}
	if (element_of(figure)->id != EL_FIGURE)
		return;
	for (child = figure->children; child != NULL; child = child->next) {
		if (child->type == XML_ELEMENT_NODE &&
		    element_of(child)->id != EL_FIGCAPTION)
			return;
	}
	for (child = figure->children; child != NULL; child = next) {
		next = child->next;
		if (child->type != XML_ELEMENT_NODE)
			continue;
		xmlNodeSetName(child, XC("p"));
		element_forget(child);
	}
	dom_unwrap(figure);
}

static void
append_figure(struct finish *f, const struct neighbour *n)
{
	const struct picture *picture;
	const char *alt = NULL;
	xmlNode *caption, *figure, *img, *said;

	picture = &f->reading->pictures.list[n->index];
	said = finish_sidecar_picture(f, n->name);
	figure = finish_new_h(f, "figure");
	img = finish_new_h(f, "img");
	xmlAddChild(figure, img);
	finish_set(img, "src", picture->name);
	set_number(img, "width", picture->width);
	set_number(img, "height", picture->height);
	if (said != NULL)
		alt = dom_attr(said, "alt");
	if (alt != NULL)
		finish_set(img, "alt", alt);
	else
		finish_finding(f, SEVERITY_WARN, "alt-missing", n->name);
	if (said != NULL && dom_has_content(said)) {
		caption = finish_new_h(f, "figcaption");
		xmlAddChild(figure, caption);
		dom_all_text(said, &f->text);
		xmlNodeAddContent(caption, XC(buf_str(&f->text)));
	}
	buf_reset(&f->text);
	xmlAddChild(f->body, figure);
	add_picture(f, picture);
}

void
finish_neighbours(struct finish *f)
{
	const struct neighbour *n;
	size_t i;

	for (i = 0; f->reading != NULL && i < f->reading->neighbour_count;
	     i++) {
		n = &f->reading->neighbours[i];
		if (!is_known(f, f->reading->pictures.list[n->index].name))
			append_figure(f, n);
	}
}

enum {
	SHOWN_MAX = 1024
};

void
finish_pictures(struct finish *f)
{
	unsigned char shown[SHOWN_MAX] = { 0 };
	xmlNode *next, *node, *parent;

	if (f->images == 0)
		return;
	for (node = f->root; node != NULL; node = next) {
		next = dom_next(node, f->root);
		if (node->type != XML_ELEMENT_NODE ||
		    element_of(node)->id != EL_IMG)
			continue;
		parent = node->parent;
		if (next != NULL && next->parent == node)
			next = dom_skip(node, f->root);
		show(f, node, shown, SHOWN_MAX);
		drop_empty_figure(parent);
	}
}
