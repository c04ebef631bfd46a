/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the newsroom tells a worker, taken in.  See job.h. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "read/xmldoc.h"
#include "render/render.h"
#include "worker/job.h"

/* Take in the FRAME_GO: which editions, and where they will stand. */
enum verdict
job_take_go(struct job *job, const struct frame *frame, struct why *why)
{
	enum verdict v;
	struct xmldoc_rules rules;
	xmlDoc *doc;

	job->editions = frame->what;
	if (frame->len == 0)
		return V_OK;
	xmldoc_rules_init(&rules, XMLDOC_INPUT, "the publication");
	v = xmldoc_parse(frame->data, frame->len, &rules, &doc, why);
	if (v != V_OK)
		return v;
	if (strcmp((const char *)xmlDocGetRootElement(doc)->name, "preview") ==
	    0)
		job->preview = doc;
	else
		job->publication = doc;
	return V_OK;
}

enum verdict
job_take_release(struct job *job, const struct frame *frame, xmlDoc **ret,
    struct why *why)
{
	struct xmldoc_rules rules;

	xmldoc_rules_init(&rules, XMLDOC_INPUT, "the release");
	rules.max_size = job->tools->limits->output;
	return xmldoc_parse(frame->data, frame->len, &rules, ret, why);
}

/* Cleaned already, it comes out as it went in, measured; it keeps its name,
 * in whatever order pictures come. */
enum verdict
job_take_picture(struct job *job, const struct frame *frame,
    struct pictures *pictures, struct why *why)
{
	const char *bytes;
	enum verdict v;
	size_t index, len;
	struct picture *picture;

	bytes = frame_picture(frame, &len);
	v = pictures_add(pictures, &job->tools->limits->read.pictures, bytes,
	    len, &index, why);
	if (v != V_OK)
		return v;
	picture = &pictures->list[index];
	snprintf(picture->name, sizeof(picture->name), "%s",
	    frame_part(frame, 0));
	return V_OK;
}

/* The page of an older version, with the pictures that have just come. */
static enum verdict
render_version(struct job *job, const struct frame *frame, xmlDoc *release,
    xmlDoc *publication, struct why *why)
{
	enum verdict v;
	struct buf out;
	struct rendering rendering;

	memset(&rendering, 0, sizeof(rendering));
	rendering.release = release;
	rendering.publication = publication;
	rendering.pictures = &job->old;
	rendering.editions = EDITION_BIT(EDITION_HTML);
	rendering.stylesheets = job->tools->stylesheets;
	buf_init(&out, job->tools->limits->output);
	v = render(&rendering, EDITION_HTML, &out, why);
	if (v == V_OK)
		v = talk_say_buf(&job->talk, FRAME_OLDER, frame->what, &out,
		    why);
	buf_fini(&out);
	rendering_fini(&rendering);
	return v;
}

enum verdict
job_take_version(struct job *job, const struct frame *frame, struct why *why)
{
	enum verdict v;
	size_t len;
	struct frame part = *frame;
	struct xmldoc_rules rules;
	xmlDoc *publication = NULL, *release = NULL;

	len = strnlen(frame->data, frame->len);
	xmldoc_rules_init(&rules, XMLDOC_INPUT, "the publication");
	v = xmldoc_parse(frame->data, len, &rules, &publication, why);
	part.data += len + 1;
	part.len -= len < frame->len ? len + 1 : frame->len;
	if (v == V_OK)
		v = job_take_release(job, &part, &release, why);
	if (v == V_OK)
		v = render_version(job, frame, release, publication, why);
	xmlFreeDoc(publication);
	xmlFreeDoc(release);
	pictures_fini(&job->old);
	return v;
}
