/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Controls of forms (ODF 1.3-3, 13): what they are stands before the text,
 * where they are a draw:control says.  See odt_inner.h.
 *
 * What a control shows on paper is text: a label, what was chosen or typed.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "read/odt_inner.h"

static const xmlChar *
x(const char *s)
{
	return (const xmlChar *)s;
}

static int
is_form(const xmlNode *node, const char *name)
{
	return xmldoc_is(node, FORM_NS, name);
}

static void
remember(struct odt *odt, xmlNode *control)
{
	const char *id;

	id = xmldoc_attr(control, (const char *)XML_XML_NAMESPACE, "id");
	if (id == NULL)
		id = xmldoc_attr(control, FORM_NS, "id");
	if (id != NULL)
		xmlHashAddEntry(odt->controls, x(id), control);
}

/* Forms may stand in forms (13.13): the parser limits how deep. */
static void
read_form(struct odt *odt, xmlNode *form)
{
	xmlNode *node;

	for (node = xmldoc_first(form); node != NULL;
	     node = xmldoc_next(node)) {
		if (is_form(node, "form"))
			read_form(odt, node);
		else
			remember(odt, node);
	}
}

void
odt_controls_read(struct odt *odt, xmlNode *text)
{
	odt->controls = xmlHashCreate(16);
	read_form(odt, xmldoc_child(text, OFFICE_NS, "forms"));
}

static int
is_set(const xmlNode *node, const char *name, const char *value)
{
	const char *s;

	s = xmldoc_attr(node, FORM_NS, name);
	return s != NULL && strcmp(s, value) == 0;
}

static const char *
value_of(const xmlNode *control)
{
	const char *value;

	value = xmldoc_attr(control, FORM_NS, "current-value");
	return value != NULL ? value : xmldoc_attr(control, FORM_NS, "value");
}

/* What is chosen of a list; in paragraphs of a form:textarea (13.5.4), what
 * somebody wrote there. */
static void
put_parts(struct odt_flow *flow, xmlNode *control)
{
	const char *label;
	int any = 0;
	xmlNode *node;

	for (node = xmldoc_first(control); node != NULL;
	     node = xmldoc_next(node)) {
		if (TXT(node, "p")) {
			if (any++)
				odt_put(flow, " ");
			odt_inline(flow, node);
		}
		if (!is_form(node, "option") ||
		    !is_set(node, "current-selected", "true"))
			continue;
		label = xmldoc_attr(node, FORM_NS, "label");
		if (any++)
			odt_put(flow, ", ");
		odt_put(flow, label != NULL ? label : "");
	}
}

/* A box that is ticked or not, as Word's are. */
static void
put_box(struct odt_flow *flow, const xmlNode *control)
{
	int on;

	on = is_set(control, "current-state", "checked") ||
	    is_set(control, "current-selected", "true");
	odt_put(flow, on ? "\xe2\x98\x92 " : "\xe2\x98\x90 ");
}

/* A password, what is hidden and a bare button show no words of the text. */
void
odt_control(struct odt_flow *flow, const xmlNode *shape)
{
	static const char *const typed[] = { "text", "textarea",
		"formatted-text", "number", "date", "time", "combobox",
		"listbox" };
	static const char *const labelled[] = { "fixed-text", "checkbox",
		"radio", "frame", "button" };
	const char *id, *words = NULL;
	size_t i;
	xmlNode *control;

	id = xmldoc_attr(shape, DRAW_NS, "control");
	if (id == NULL ||
	    (control = xmlHashLookup(flow->odt->controls, x(id))) == NULL)
		return;
	for (i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		if (is_form(control, typed[i]))
			words = value_of(control);
	for (i = 0; i < sizeof(labelled) / sizeof(labelled[0]); i++)
		if (is_form(control, labelled[i]))
			words = xmldoc_attr(control, FORM_NS, "label");
	odt_cut(flow);
	if (is_form(control, "checkbox") || is_form(control, "radio"))
		put_box(flow, control);
	if (words != NULL && *words != '\0')
		odt_put(flow, words);
	else if (is_form(control, "listbox") || is_form(control, "textarea"))
		put_parts(flow, control);
	odt_cut(flow);
	flow->blank = 0;
}
