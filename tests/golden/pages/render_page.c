/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "render_page <xsl> < page.xml": one page, as a worker makes it. */
#include "config.h"

#include <stdio.h>
#include <unistd.h>

#include <libxml/parser.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "render/render.h"
#include "transform/xslt.h"

enum {
	SIZE_MAX_PAGE = 4 << 20
};

static int
render_to_stdout(const char *dir, xmlDoc *doc)
{
	enum verdict v;
	int status = 1;
	struct buf out;
	struct why why;
	struct xslt_set *set = NULL;

	buf_init(&out, SIZE_MAX_PAGE);
	v = xslt_set_load(dir, &set, &why);
	if (v == V_OK)
		v = render_page(set, xmlDocGetRootElement(doc), &out, &why);
	if (v != V_OK)
		fprintf(stderr, "%s: %s\n", why.code, why.text);
	else if (fs_write_all(STDOUT_FILENO, out.data, out.len) == 0)
		status = 0;
	buf_fini(&out);
	xslt_set_free(set);
	return status;
}

int
main(int argc, char *argv[])
{
	int status;
	struct buf in;
	xmlDoc *doc;

	if (argc != 2)
		return 64;
	buf_init(&in, SIZE_MAX_PAGE);
	if (fs_read_all(STDIN_FILENO, &in) == -1)
		return 74;
	doc = xmlReadMemory(buf_str(&in), (int)in.len, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOBLANKS);
	buf_fini(&in);
	if (doc == NULL)
		return 65;
	status = render_to_stdout(argv[1], doc);
	xmlFreeDoc(doc);
	return status;
}
