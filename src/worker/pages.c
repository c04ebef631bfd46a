/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages that are no editions: lists, notices, letters.  See job.h. */
#include "config.h"

#include "base/buf.h"
#include "read/xmldoc.h"
#include "render/render.h"
#include "worker/job.h"

static enum verdict
render_pages(struct job *job, xmlDoc *pages, struct why *why)
{
	enum verdict v = V_OK;
	struct buf out;
	uint32_t index = 0;
	xmlNode *page;

	buf_init(&out, job->tools->limits->output);
	page = xmldoc_first(xmlDocGetRootElement(pages));
	for (; page != NULL && v == V_OK; page = xmldoc_next(page)) {
		buf_reset(&out);
		v = render_page(job->tools->stylesheets, page, &out, why);
		if (v == V_OK)
			v = talk_say_buf(&job->talk, FRAME_PAGE, index++, &out,
			    why);
	}
	buf_fini(&out);
	return v;
}

enum verdict
pages_run(struct job *job, struct why *why)
{
	enum verdict v;
	struct frame frame;
	struct frame_reader reader;
	struct xmldoc_rules rules;
	xmlDoc *pages;

	if ((v = job_read_frames(job, &reader, why)) != V_OK)
		return v;
	if (frame_reader_next(&reader, &frame) != 1 ||
	    frame.kind != FRAME_PAGES)
		return why_set(why, V_FATAL, "internal",
		    "the pages can't be read");
	xmldoc_rules_init(&rules, XMLDOC_INPUT, "the pages");
	rules.max_size = job->tools->limits->output;
	v = xmldoc_parse(frame.data, frame.len, &rules, &pages, why);
	frame_reader_fini(&reader);
	return v == V_OK ? render_pages(job, pages, why) : v;
}
