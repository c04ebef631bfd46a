/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Refusals of XML in plain words.  See xmlerror.h. */
#include "config.h"

#include <string.h>

#include <libxml/xmlerror.h>

#include "read/xmldoc.h"
#include "read/xmlerror.h"
#include "read/xmlscan.h"

enum {
	QUOTE_BEFORE = 60, /* bytes of the line shown before the place */
	QUOTE_AFTER = 40,
};

/* What libxml2 says in the words of its makers, and we in the sender's. */
static const struct {
	int code;
	const char *words;
} complaints[] = {
	{ XML_ERR_DOCUMENT_EMPTY, "there is no XML here" },
	{ XML_ERR_DOCUMENT_END,
	    "the document ends too early, or goes on "
	    "after its end" },
	{ XML_ERR_TAG_NOT_FINISHED, "the document ends within an element" },
	{ XML_ERR_CDATA_NOT_FINISHED, "a CDATA section is never closed" },
	{ XML_ERR_COMMENT_NOT_FINISHED, "a comment is never closed" },
	{ XML_ERR_PI_NOT_FINISHED, "a <?…?> is never closed" },
	{ XML_ERR_GT_REQUIRED, "a tag lacks its >" },
	{ XML_ERR_LT_REQUIRED, "a < is missing" },
	{ XML_ERR_LTSLASH_REQUIRED, "a closing tag is missing" },
	{ XML_ERR_LT_IN_ATTRIBUTE, "a < stands in an attribute: write &lt;" },
	{ XML_ERR_NAME_REQUIRED,
	    "after < or & a name must follow: write &lt; "
	    "or &amp;" },
	{ XML_ERR_ENTITYREF_SEMICOL_MISSING, "an & stands alone: write &amp;" },
	{ XML_ERR_UNDECLARED_ENTITY, "an entity is not defined here" },
	{ XML_ERR_INVALID_CHAR, "a character that XML forbids" },
	{ XML_ERR_INVALID_CHARREF,
	    "a reference to a character that XML "
	    "forbids" },
	{ XML_ERR_INVALID_HEX_CHARREF, "a broken reference to a character" },
	{ XML_ERR_INVALID_DEC_CHARREF, "a broken reference to a character" },
	{ XML_ERR_ATTRIBUTE_NOT_STARTED,
	    "an attribute's value lacks its "
	    "quotes" },
	{ XML_ERR_ATTRIBUTE_NOT_FINISHED,
	    "an attribute's value lacks its "
	    "closing quote" },
	{ XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "an attribute has no value" },
	{ XML_ERR_ATTRIBUTE_REDEFINED, "an attribute is given twice" },
	{ XML_ERR_SPACE_REQUIRED, "a blank is missing between attributes" },
	{ XML_ERR_MISPLACED_CDATA_END, "]]> stands in the text" },
	{ XML_ERR_HYPHEN_IN_COMMENT, "-- stands in a comment" },
	{ XML_ERR_RESERVED_XML_NAME,
	    "the XML declaration is not at the very "
	    "start" },
	{ XML_ERR_XMLDECL_NOT_FINISHED, "the XML declaration is broken" },
	{ XML_ERR_VERSION_MISSING, "the XML declaration has no version" },
	{ XML_ERR_UNKNOWN_VERSION, "an unknown version of XML" },
	{ XML_ERR_NO_MEMORY, "it does not fit into memory" },
};

enum verdict
xmlerror_doctype(const struct xmldoc_rules *rules, struct why *why)
{
	if (!rules->skip_doctype)
		return why_set(why, V_REJECT, "xml-doctype",
		    "%s has a DOCTYPE, which no Word document has",
		    rules->what);
	return why_set(why, V_REJECT, "xml-doctype",
	    "%s: the DOCTYPE carries declarations of its own", rules->what);
}

enum verdict
xmlerror_attributes(const struct xmldoc_rules *rules, struct why *why)
{
	return why_set(why, V_REJECT, "xml-attributes",
	    "%s: an element has more than %d attributes", rules->what,
	    rules->max_attributes);
}

enum verdict
xmlerror_encoding(const struct xmldoc_rules *rules, const char *encoding,
    struct why *why)
{
	enum verdict v;

	v = why_set(why, V_REJECT, "xml-encoding",
	    "%s: the encoding \"%.40s\" can't be read", rules->what, encoding);
	why_quote(why, encoding);
	return v;
}

enum verdict
xmlerror_byte(const struct xmldoc_rules *rules, const struct xmlscan *scan,
    size_t at, struct why *why)
{
	const char *name;
	const unsigned char *data = scan->data;
	char quote[QUOTE_BEFORE + QUOTE_AFTER + 1];
	enum verdict v;
	size_t from, i, line = 1, start = 0, to;

	for (i = 0; i < at; i++) {
		if (data[i] == '\n') {
			line++;
			start = i + 1;
		}
	}
	name = scan->encoding[0] != '\0' ? scan->encoding : "UTF-8";
	v = why_set(why, V_REJECT, "xml-encoding",
	    "%s, line %zu, byte %zu of the line (%zu of the file): 0x%02X is "
	    "%s %s",
	    rules->what, line, at - start + 1, at + 1, data[at],
	    strncmp(name, "UTF", 3) == 0 ? "none of" : "UTF-8, not", name);
	from = at - start > QUOTE_BEFORE ? at - QUOTE_BEFORE : start;
	for (to = at; to < scan->len && to < at + QUOTE_AFTER &&
	     data[to] != '\n' && data[to] != '\r';)
		to++;
	memcpy(quote, data + from, to - from);
	quote[to - from] = '\0';
	why_quote(why, quote);
	return v;
}

/* The text around the place where the parser stands. */
static void
quote_place(const xmlParserCtxt *ctxt, struct why *why)
{
	const xmlChar *from, *to;
	const xmlParserInput *input;
	char quote[QUOTE_BEFORE + QUOTE_AFTER + 1];
	size_t len;

	input = ctxt->input;
	if (input == NULL || input->cur == NULL || input->base == NULL ||
	    input->cur > input->end)
		return;
	for (from = input->cur; from > input->base && from[-1] != '\n' &&
	     input->cur - from < QUOTE_BEFORE;)
		from--;
	while (from < input->cur && (*from & 0xc0) == 0x80)
		from++;
	for (to = input->cur; to < input->end && *to != '\n' && *to != '\0' &&
	     to - input->cur < QUOTE_AFTER;)
		to++;
	while (to > input->cur && to < input->end && (*to & 0xc0) == 0x80)
		to--;
	len = (size_t)(to - from);
	memcpy(quote, from, len);
	quote[len] = '\0';
	why_quote(why, quote);
}

/* Also a forbidden character that is none of ASCII: the byte of another
 * encoding. */
static int
is_encoding_error(const xmlParserCtxt *ctxt, int code)
{
	if (code == XML_ERR_INVALID_CHAR && ctxt->input != NULL &&
	    ctxt->input->cur < ctxt->input->end && *ctxt->input->cur >= 0x80)
		return 1;
	return code == XML_ERR_INVALID_ENCODING ||
	    code == XML_ERR_UNKNOWN_ENCODING ||
	    code == XML_ERR_UNSUPPORTED_ENCODING ||
	    code == XML_I18N_CONV_FAILED || code == XML_I18N_NO_HANDLER;
}

static const char *
in_words(const xmlError *error)
{
	size_t i;

	for (i = 0; i < sizeof(complaints) / sizeof(complaints[0]); i++)
		if (error->code == complaints[i].code)
			return complaints[i].words;
	return error->message == NULL ? "broken XML" : error->message;
}

enum verdict
xmlerror_why(const xmlParserCtxt *ctxt, const xmlError *error,
    const struct xmldoc_rules *rules, struct why *why)
{
	enum verdict v;

	if (error == NULL)
		return why_set(why, V_REJECT, "xml-malformed",
		    "%s is not well-formed XML", rules->what);
	if (error->code == XML_ERR_NO_MEMORY)
		return why_set(why, V_REJECT, "too-large",
		    "%s does not fit into memory", rules->what);
	if (error->code == XML_ERR_UNDECLARED_ENTITY && error->str1 != NULL)
		v = why_set(why, V_REJECT, "xml-entity",
		    "%s, line %d, column %d: the entity &%.40s; is not "
		    "defined",
		    rules->what, error->line, error->int2, error->str1);
	else if (is_encoding_error(ctxt, error->code))
		v = why_set(why, V_REJECT, "xml-encoding",
		    "%s, line %d: bytes that are not of the encoding it "
		    "names",
		    rules->what, error->line);
	else if (error->code == XML_ERR_TAG_NAME_MISMATCH &&
	    error->str1 != NULL && error->str2 != NULL)
		v = why_set(why, V_REJECT, "xml-malformed",
		    "%s, line %d, column %d: <%.40s> of line %d is closed by "
		    "</%.40s>",
		    rules->what, error->line, error->int2, error->str1,
		    error->int1, error->str2);
	else
		v = why_set(why, V_REJECT, "xml-malformed",
		    "%s, line %d, column %d: %s", rules->what, error->line,
		    error->int2, in_words(error));
	quote_place(ctxt, why);
	return v;
}
