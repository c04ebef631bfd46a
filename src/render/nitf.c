/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The edition nitf: a release in the News Industry Text Format. */
#include "config.h"

#include <libxml/tree.h>

#include "base/buf.h"
#include "base/why.h"
#include "render/parts.h"
#include "render/render.h"

enum verdict
nitf_render(struct rendering *rendering, struct buf *out, struct why *why)
{
	char id[RENDER_ID_SIZE];
	const char *const params[] = { "id", id, "title",
		rendering->cache->title, NULL };
	enum verdict v;
	int len;
	xmlChar *bytes;
	xmlDoc *doc;

	render_id(rendering, id);
	v = render_apply(rendering, "render/nitf", params, &doc, why);
	if (v != V_OK)
		return v;
	xmlDocDumpFormatMemoryEnc(doc, &bytes, &len, "UTF-8", 0);
	buf_add(out, bytes, (size_t)len);
	xmlFree(bytes);
	xmlFreeDoc(doc);
	return V_OK;
}
