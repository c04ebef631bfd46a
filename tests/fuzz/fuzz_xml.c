/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML of both kinds, whole and in blocks. */
#include "config.h"

#include <stddef.h>
#include <stdint.h>

#include "read/xmldoc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum verdict
see(void *arg, xmlNode *block, struct why *why)
{
	(void)arg;
	if (block->parent == NULL)
		return why_set(why, V_FATAL, "fuzz", "a block of nobody");
	return V_OK;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct xmldoc_blocks blocks = { NULL, "b", 1, see, NULL };
	enum verdict v, w;
	struct why why;
	struct xmldoc_rules rules;
	xmlDoc *doc;

	why_clear(&why);
	xmldoc_rules_init(&rules, XMLDOC_INPUT, "fuzz");
	if (xmldoc_parse(data, size, &rules, &doc, &why) == V_OK)
		xmlFreeDoc(doc);
	xmldoc_rules_init(&rules, XMLDOC_PART, "fuzz");
	v = xmldoc_parse(data, size, &rules, &doc, &why);
	if (v == V_OK)
		xmlFreeDoc(doc);
	w = xmldoc_parse_blocks(data, size, &rules, &blocks, NULL, &why);
	if (v != w)
		__builtin_trap(); /* both ways know the same documents */
	return 0;
}
