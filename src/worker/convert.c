/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the bytes of a document to its editions.  See job.h. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "read/docx_node.h"
#include "read/xmldoc.h"
#include "release/difference.h"
#include "release/release.h"
#include "transform/pieces.h"
#include "transform/xslt.h"
#include "worker/job.h"

static enum verdict
take_companion(struct job *job, const struct frame *frame, struct why *why)
{
	const char *bytes;
	size_t len;

	if (frame->kind == FRAME_SIDECAR)
		return reading_add_sidecar(&job->reading, frame->data,
		    frame->len, why);
	if (frame->kind != FRAME_BESIDE)
		return why_set(why, V_FATAL, "internal",
		    "what lies beside the document is none of ours");
	bytes = frame_picture(frame, &len);
	reading_add_neighbour(&job->reading, &job->tools->limits->read,
	    frame_part(frame, 0), bytes, len);
	return V_OK;
}

/* What lies beside the document is told first, and nothing else. */
static enum verdict
hear_companions(struct job *job, struct why *why)
{
	enum verdict v = V_OK;
	struct frame frame;
	struct frame_reader reader;
	uint32_t i;

	frame_reader_init(&reader, job->tools->limits->output + JOB_CHUNK);
	for (i = 0; i < job->work->companions && v == V_OK; i++) {
		if (job_hear(job, &reader, &frame) == 1)
			v = take_companion(job, &frame, why);
		else
			v = why_set(why, V_FATAL, "internal",
			    "what lies beside the document can't be heard");
	}
	frame_reader_fini(&reader);
	return v;
}

/* From bytes to the tree of a door. */
static enum verdict
read_job(struct job *job, struct why *why)
{
	enum verdict v;
	const struct read_limits *limits;
	struct buf input;
	struct read_limits own;

	own = job->tools->limits->read;
	own.whole = job->work->whole;
	limits = &own;
	buf_init(&input, limits->max_input + JOB_CHUNK);
	v = job_read_input(job, &input, why);
	if (v == V_OK)
		v = read_document(job->work->settings.name, input.data,
		    input.len, limits, &job->reading, why);
	buf_fini(&input);
	return v;
}

/* The normal form has a long body, and goes as the release comes. */
static enum verdict
apply_import(struct job *job, const struct xslt *xslt, struct why *why)
{
	xmlNode *body;
	xmlNode *root;

	root = xmlDocGetRootElement(job->reading.tree);
	body = xmldoc_child(root, NORMAL_NS, "body");
	if (body == NULL || strcmp(job->reading.importer, "docx") != 0)
		return xslt_apply(xslt, job->reading.tree, NULL, &job->release,
		    why);
	return pieces_apply(xslt, body, 1, NULL, &job->release, why);
}

/* From the tree of a door to a release, which is all that is kept of it. */
static enum verdict
import_job(struct job *job, struct why *why)
{
	char name[64];
	enum verdict v;
	const struct xslt *xslt;

	snprintf(name, sizeof(name), "import/%s", job->reading.importer);
	if ((xslt = xslt_set_find(job->tools->stylesheets, name)) == NULL)
		return why_set(why, V_FATAL, "internal", "there is no %s.xsl",
		    name);
	v = apply_import(job, xslt, why);
	xmlFreeDoc(job->reading.tree);
	job->reading.tree = NULL;
	if (v != V_OK)
		return v;
	v = release_finish(job->release, &job->reading, job->tools->words,
	    &job->work->settings, why);
	if (v != V_OK)
		return v;
	return release_check(job->release, why);
}

/* What the newsroom keeps of a release. */
static enum verdict
say_release(struct job *job, struct why *why)
{
	enum verdict v;
	struct frame frame = { .kind = FRAME_RELEASE };
	unsigned char *bytes;

	bytes = release_serialise(job->release, &frame.len);
	frame.data = (const char *)bytes;
	v = talk_say(&job->talk, &frame, why);
	xmlFree(bytes);
	if (v != V_OK)
		return v;
	return talk_say_pictures(&job->talk, &job->reading.pictures, why);
}

static enum verdict
say_all(struct job *job, struct why *why)
{
	const struct frame ask = { .kind = FRAME_ASK };
	enum verdict v;
	struct findings findings;
	struct release_head head;
	struct values values;

	if ((v = release_head_read(job->release, &head, why)) != V_OK)
		return v;
	v = talk_say_head(&job->talk, job->reading.format, &head, why);
	if (v != V_OK)
		return v;
	release_findings(job->release, &findings);
	v = talk_say_findings(&job->talk, &findings, why);
	findings_fini(&findings);
	release_values(job->release, &values);
	if (v == V_OK)
		v = talk_say_values(&job->talk, &values, why);
	values_fini(&values);
	if (v == V_OK && !job->work->quick)
		v = job_say_listing(job, why);
	if (v == V_OK && !job->work->quick)
		v = say_release(job, why);
	if (v == V_OK)
		v = talk_say(&job->talk, &ask, why);
	return v;
}

/* What comes ahead of the decision. */
static enum verdict
take_ahead(struct job *job, const struct frame *frame, struct why *why)
{
	switch (frame->kind) {
	case FRAME_BEFORE:
		return job_take_release(job, frame, &job->before, why);
	case FRAME_PICTURE:
		return job_take_picture(job, frame, &job->old, why);
	case FRAME_VERSION:
		return job_take_version(job, frame, why);
	default:
		return why_set(why, V_FATAL, "internal",
		    "the worker was answered what it can't understand");
	}
}

/* Wait for the newsroom's decision. */
static enum verdict
hear_answer(struct job *job, struct why *why)
{
	enum verdict v = V_OK;
	int more;
	struct frame frame;
	struct frame_reader reader;

	frame_reader_init(&reader, job->tools->limits->output + JOB_CHUNK);
	while (v == V_OK && (more = job_hear(job, &reader, &frame)) == 1 &&
	    frame.kind != FRAME_GO && frame.kind != FRAME_STOP)
		v = take_ahead(job, &frame, why);
	if (v == V_OK && more == -1)
		v = why_set(why, V_FATAL, "internal",
		    "the worker's answer can't be read");
	if (v == V_OK && frame.kind == FRAME_GO)
		v = job_take_go(job, &frame, why);
	frame_reader_fini(&reader);
	return v;
}

static void
set_count(xmlNode *node, const char *name, unsigned count)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", count);
	xmlSetProp(node, (const xmlChar *)name, (const xmlChar *)text);
}

/*
 * Tell the newsroom and the readers what this version changes.  One that is
 * minor bears the date of the version before it (doc/release.md).
 */
static enum verdict
compare(struct job *job, struct why *why)
{
	struct text_difference difference;
	xmlChar *was;
	xmlNode *publication;

	if (job->before == NULL || job->publication == NULL)
		return V_OK;
	difference_of(job->before, job->release, job->tools->words,
	    &difference);
	publication = xmlDocGetRootElement(job->publication);
	set_count(publication, "changed", difference.changed);
	set_count(publication, "added", difference.added);
	set_count(publication, "removed", difference.removed);
	was = xmlGetNoNsProp(publication, (const xmlChar *)"was");
	if (difference.minor && was != NULL)
		xmlSetProp(publication, (const xmlChar *)"updated", was);
	xmlFree(was);
	return talk_say_difference(&job->talk, &difference, why);
}

/* Each of them is a document, and will come back as one. */
static enum verdict
say_items(struct job *job, struct why *why)
{
	const struct frame format = { .kind = FRAME_FIELD,
		.what = FIELD_FORMAT,
		.data = job->reading.format,
		.len = strlen(job->reading.format) };
	enum verdict v;

	v = talk_say(&job->talk, &format, why);
	return v == V_OK ?
	    talk_say_items(&job->talk, &job->reading.items, why) :
	    v;
}

enum verdict
convert_run(struct job *job, struct why *why)
{
	enum verdict v;

	v = read_job(job, why);
	if (v == V_OK && job->work->companions > 0)
		v = hear_companions(job, why);
	if (v == V_OK && job->reading.items.count > 0)
		return say_items(job, why);
	if (v == V_OK)
		v = import_job(job, why);
	if (v == V_OK)
		v = say_all(job, why);
	if (v != V_OK)
		return v;
	if (job->work->quick)
		job->editions = job->work->editions;
	else
		v = hear_answer(job, why);
	if (v == V_OK)
		v = compare(job, why);
	return v == V_OK ? job_render(job, why) : v;
}
