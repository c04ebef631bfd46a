/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lay beside a document.  See read.h for the contract. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/xalloc.h"
#include "read/read.h"
#include "read/xmldoc.h"

#define RELEASE_NS "urn:gazette:release:1"

enum {
	SIDECAR_SIZE = 256 * 1024,
	SIDECAR_DEPTH = 8,
};

enum verdict
reading_add_sidecar(struct reading *reading, const void *data, size_t len,
    struct why *why)
{
	enum verdict v;
	struct why inner;
	struct xmldoc_rules rules;
	xmlDoc *doc;

	xmldoc_rules_init(&rules, XMLDOC_INPUT, "the sidecar");
	rules.max_size = SIDECAR_SIZE;
	rules.max_depth = SIDECAR_DEPTH;
	v = xmldoc_parse(data, len, &rules, &doc, &inner);
	if (v != V_OK) {
		v = why_set(why, V_REJECT, "sidecar-broken", "the sidecar: %s",
		    inner.text);
		why_quote(why,
		    inner.quote[0] != '\0' ? inner.quote : inner.text);
		return v;
	}
	if (!xmldoc_is(xmlDocGetRootElement(doc), RELEASE_NS, "meta")) {
		v = why_set(why, V_REJECT, "sidecar-broken",
		    "the sidecar is no <meta> of " RELEASE_NS);
		why_quote(why, (const char *)xmlDocGetRootElement(doc)->name);
		xmlFreeDoc(doc);
		return v;
	}
	if (reading->sidecar != NULL)
		xmlFreeDoc(reading->sidecar);
	reading->sidecar = doc;
	return V_OK;
}

void
reading_add_neighbour(struct reading *reading, const struct read_limits *limits,
    const char *name, const void *data, size_t len)
{
	size_t index;
	struct neighbour *n;
	struct why why;

	if (pictures_add(&reading->pictures, &limits->pictures, data, len,
		&index, &why) != V_OK) {
		findings_add(&reading->findings, SEVERITY_WARN, why.code, name);
		return;
	}
	reading->neighbours = xreallocarray(reading->neighbours,
	    reading->neighbour_count + 1, sizeof(*reading->neighbours));
	n = &reading->neighbours[reading->neighbour_count++];
	snprintf(n->name, sizeof(n->name), "%s", name);
	n->index = index;
}
