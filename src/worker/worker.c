/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The work of one document.  See worker.h for the contract. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fsutil.h"
#include "base/log.h"
#include "base/topics.h"
#include "read/docx_node.h"
#include "read/read.h"
#include "read/xmldoc.h"
#include "release/difference.h"
#include "release/release.h"
#include "render/render.h"
#include "transform/pieces.h"
#include "transform/xslt.h"
#include "worker/frames.h"
#include "worker/talk.h"
#include "worker/worker.h"

enum {
	CHUNK = 65536
};

/* One piece of work on its way. */
struct job {
	const struct worker_tools *tools;
	const struct work *work;
	int input;
	struct talk talk;
	struct reading reading;
	xmlDoc *release;
	xmlDoc *publication; /* or … */
	xmlDoc *preview;     /* … what stands in its place */
	xmlDoc *before;      /* the version that is live, or NULL */
	struct pictures old; /* of the older version that is told next */
	uint32_t editions;
};

/*
 * The input whole.  By position: the descriptor shares its offset with the
 * caller's, who may have handed it to another worker too.
 */
static enum verdict
read_input(int fd, struct buf *ret, struct why *why)
{
	ssize_t n;

	for (;;) {
		if (buf_reserve(ret, CHUNK) == -1)
			return why_set(why, V_REJECT, "too-large",
			    "it is larger than %zu bytes", ret->max - CHUNK);
		n = pread(fd, ret->data + ret->len, ret->cap - ret->len - 1,
		    (off_t)ret->len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		ret->len += (size_t)n;
	}
	ret->data[ret->len] = '\0';
	return n == -1 ? why_errno(why, "reading the document") : V_OK;
}

/* The next frame whole; whoever asked may be gone: then nobody waits for the
 * editions. */
static int
hear_frame(struct job *job, struct frame_reader *reader, struct frame *ret)
{
	int more;

	while ((more = frame_reader_next(reader, ret)) == 0) {
		if (frame_reader_fill(reader, job->talk.fd) != 1)
			_exit(WORKER_BROKEN);
	}
	return more;
}

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

	frame_reader_init(&reader, job->tools->limits->output + CHUNK);
	for (i = 0; i < job->work->companions && v == V_OK; i++) {
		if (hear_frame(job, &reader, &frame) == 1)
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
	buf_init(&input, limits->max_input + CHUNK);
	v = read_input(job->input, &input, why);
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

/* What lists need of a release. */
static enum verdict
say_listing(struct job *job, struct why *why)
{
	enum verdict v;
	struct buf words;
	struct topics topics;

	release_topics(job->release, &topics);
	v = talk_say_topics(&job->talk, &topics, why);
	buf_init(&words, RELEASE_SEARCH);
	release_search(job->release, &words);
	if (v == V_OK)
		v = talk_say_buf(&job->talk, FRAME_SEARCH, 0, &words, why);
	buf_fini(&words);
	return v;
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
		v = say_listing(job, why);
	if (v == V_OK && !job->work->quick)
		v = say_release(job, why);
	if (v == V_OK)
		v = talk_say(&job->talk, &ask, why);
	return v;
}

/* Take in the FRAME_GO: which editions, and where they will stand. */
static enum verdict
take_go(struct job *job, const struct frame *frame, struct why *why)
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

static enum verdict
take_release(struct job *job, const struct frame *frame, xmlDoc **ret,
    struct why *why)
{
	struct xmldoc_rules rules;

	xmldoc_rules_init(&rules, XMLDOC_INPUT, "the release");
	rules.max_size = job->tools->limits->output;
	return xmldoc_parse(frame->data, frame->len, &rules, ret, why);
}

/* Cleaned already, it comes out as it went in, measured; it keeps its name,
 * in whatever order pictures come. */
static enum verdict
take_picture(struct job *job, const struct frame *frame,
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

static enum verdict
take_version(struct job *job, const struct frame *frame, struct why *why)
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
		v = take_release(job, &part, &release, why);
	if (v == V_OK)
		v = render_version(job, frame, release, publication, why);
	xmlFreeDoc(publication);
	xmlFreeDoc(release);
	pictures_fini(&job->old);
	return v;
}

/* What comes ahead of the decision. */
static enum verdict
take_ahead(struct job *job, const struct frame *frame, struct why *why)
{
	switch (frame->kind) {
	case FRAME_BEFORE:
		return take_release(job, frame, &job->before, why);
	case FRAME_PICTURE:
		return take_picture(job, frame, &job->old, why);
	case FRAME_VERSION:
		return take_version(job, frame, why);
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

	frame_reader_init(&reader, job->tools->limits->output + CHUNK);
	while (v == V_OK && (more = hear_frame(job, &reader, &frame)) == 1 &&
	    frame.kind != FRAME_GO && frame.kind != FRAME_STOP)
		v = take_ahead(job, &frame, why);
	if (v == V_OK && more == -1)
		v = why_set(why, V_FATAL, "internal",
		    "the worker's answer can't be read");
	if (v == V_OK && frame.kind == FRAME_GO)
		v = take_go(job, &frame, why);
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

static enum verdict
render_editions(struct job *job, struct rendering *rendering, uint32_t editions,
    struct why *why)
{
	enum verdict v = V_OK;
	struct buf out;
	unsigned e;

	buf_init(&out, job->tools->limits->output);
	for (e = 0; e < EDITION_COUNT && v == V_OK; e++) {
		if (!(editions & EDITION_BIT(e)))
			continue;
		buf_reset(&out);
		v = render(rendering, (enum edition)e, &out, why);
		if (v == V_OK)
			v = talk_say_buf(&job->talk, FRAME_EDITION, e, &out,
			    why);
		rendering->to_come &= ~EDITION_BIT(e);
	}
	buf_fini(&out);
	return v;
}

/* What is made of the release comes first: then it may go as the article
 * comes. */
static enum verdict
render_job(struct job *job, struct why *why)
{
	enum verdict v;
	struct rendering rendering;
	uint32_t first;

	memset(&rendering, 0, sizeof(rendering));
	rendering.release = job->release;
	rendering.pictures = &job->reading.pictures;
	rendering.publication = job->publication;
	rendering.preview = job->preview;
	rendering.editions = job->work->quick ? 0 : job->editions;
	rendering.stylesheets = job->tools->stylesheets;
	rendering.to_come = job->editions;
	first = job->editions & render_of_release();
	v = render_editions(job, &rendering, first, why);
	if (v == V_OK)
		v = render_editions(job, &rendering, job->editions & ~first,
		    why);
	/* The rest goes with the process, whose last work this was. */
	return v;
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

static enum verdict
convert(struct job *job, struct why *why)
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
	return v == V_OK ? render_job(job, why) : v;
}

/* One frame of the input of WORK_RENDER. */
static enum verdict
take_kept(struct job *job, const struct frame *frame, struct why *why)
{
	switch (frame->kind) {
	case FRAME_RELEASE:
		return take_release(job, frame, &job->release, why);
	case FRAME_PICTURE:
		return take_picture(job, frame,
		    job->release == NULL ? &job->old : &job->reading.pictures,
		    why);
	case FRAME_VERSION:
		return take_version(job, frame, why);
	case FRAME_GO:
		return take_go(job, frame, why);
	default:
		return why_set(why, V_FATAL, "internal",
		    "a kept release holds a strange frame");
	}
}

/* The input is frames prepared by the newsroom. */
static enum verdict
read_frames(struct job *job, struct frame_reader *ret, struct why *why)
{
	frame_reader_init(ret, job->tools->limits->output + CHUNK);
	return read_input(job->input, &ret->buf, why);
}

static enum verdict
render_kept(struct job *job, struct why *why)
{
	enum verdict v;
	int more = 0;
	struct frame frame;
	struct frame_reader reader;

	v = read_frames(job, &reader, why);
	while (v == V_OK && (more = frame_reader_next(&reader, &frame)) == 1)
		v = take_kept(job, &frame, why);
	if (v == V_OK && (more == -1 || job->release == NULL))
		v = why_set(why, V_FATAL, "internal",
		    "a kept release can't be read");
	frame_reader_fini(&reader);
	/* The catalogue may be older than its topics and words. */
	if (v == V_OK)
		v = say_listing(job, why);
	return v == V_OK ? render_job(job, why) : v;
}

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

static enum verdict
make_pages(struct job *job, struct why *why)
{
	enum verdict v;
	struct frame frame;
	struct frame_reader reader;
	struct xmldoc_rules rules;
	xmlDoc *pages;

	if ((v = read_frames(job, &reader, why)) != V_OK)
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

int
worker_run(const struct worker_tools *tools, const struct work *work, int input,
    int talk)
{
	enum verdict v;
	struct job job;
	struct why why;

	why_clear(&why);
	memset(&job, 0, sizeof(job));
	job.tools = tools;
	job.work = work;
	job.input = input;
	pictures_init(&job.reading.pictures);
	pictures_init(&job.old);
	talk_init(&job.talk, talk, tools->limits->output);
	switch (work->kind) {
	case WORK_CONVERT:
		v = convert(&job, &why);
		break;
	case WORK_RENDER:
		v = render_kept(&job, &why);
		break;
	case WORK_PAGES:
		v = make_pages(&job, &why);
		break;
	default:
		v = why_set(&why, V_FATAL, "internal", "unknown work");
	}
	talk_say_verdict(&job.talk, v, &why);
	return WORKER_DONE;
}

/*
 * A Word document in one file (Flat OPC): the way of nearly all documents,
 * but for the ZIP around it.
 */
static const char small_document[] =
    "<k:package xmlns:k='http://schemas.microsoft.com/office/2006/xmlPackage'"
    " xmlns='http://schemas.openxmlformats.org/package/2006/relationships'"
    " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
    "<k:part k:name='/_rels/.rels' k:contentType="
    "'application/vnd.openxmlformats-package.relationships+xml'><k:xmlData>"
    "<Relationships><Relationship Id='r1' Type='http://schemas."
    "openxmlformats.org/officeDocument/2006/relationships/officeDocument'"
    " Target='word/document.xml'/></Relationships></k:xmlData></k:part>"
    "<k:part k:name='/word/document.xml' k:contentType='application/vnd."
    "openxmlformats-officedocument.wordprocessingml.document.main+xml'>"
    "<k:xmlData><w:document><w:body>"
    "<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr>"
    "<w:r><w:t>Öppet hus i Vasa</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>Vasa stad ordnar öppet hus för alla den 3 maj 2026 kl. "
    "9.00. Alla är välkomna till stadshuset.</w:t></w:r></w:p>"
    "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>"
    "<w:r><w:t>Program</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Kaffe</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>10</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:p><w:r><w:t>Närmare upplysningar: Anna Exempel, tfn 06 000 0000, "
    "anna@example.org</w:t></w:r></w:p>"
    "</w:body></w:document></k:xmlData></k:part></k:package>";

/* The ZIP around it, though there is nothing in it: "[Content_Types].xml",
 * deflated.  What libzip calls of zlib is looked for when it is first called,
 * in each worker anew. */
static const char small_package[] =
    "PK\003\004\024\000\000\000\010\000\000\000!\000}\217\3039J\000\000\000M"
    "\000\000\000\023\000\000\000[Content_Types].xml\263\011\251,H-V\250\310"
    "\315\311+\266U\312())\260\322\327/N\316H\315M,\326\313/H\315\003\312\244"
    "\345\027\345&\226\000\271E\351\372\005\211\311\331\211\351\251\372F\006"
    "\006f\372\311\371y%\251y%\272% 3\224\364\355\000PK\001\002\024\003\024"
    "\000\000\000\010\000\000\000!\000}\217\3039J\000\000\000M\000\000\000\023"
    "\000\000\000\000\000\000\000\000\000\000\000\200\001\000\000\000\000[Cont"
    "ent_Types].xmlPK\005\006\000\000\000\000\001\000\001\000A\000\000\000{"
    "\000\000\000\000\000";

static void
warm_package(const struct worker_tools *tools)
{
	struct reading reading;
	struct why why;

	memset(&reading, 0, sizeof(reading));
	(void)read_document("warm.docx", small_package,
	    sizeof(small_package) - 1, &tools->limits->read, &reading, &why);
}

void
worker_warm_up(const struct worker_tools *tools)
{
	int input, nobody;
	struct work work;

	memset(&work, 0, sizeof(work));
	work.kind = WORK_CONVERT;
	work.quick = 1;
	work.editions = EDITION_BIT(EDITION_HTML) | EDITION_BIT(EDITION_TEXT) |
	    EDITION_BIT(EDITION_EPUB);
	snprintf(work.settings.timezone, sizeof(work.settings.timezone),
	    "Europe/Helsinki");
	warm_package(tools);
	input = memfd_create("warm", MFD_CLOEXEC);
	nobody = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (input != -1 && nobody != -1 &&
	    fs_write_all(input, small_document, sizeof(small_document) - 1) ==
		0)
		worker_run(tools, &work, input, nobody);
	if (input != -1)
		close(input);
	if (nobody != -1)
		close(nobody);
}
