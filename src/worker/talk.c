/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The worker's end of a conversation.  See talk.h for the contract. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/findings.h"
#include "base/fsutil.h"
#include "base/topics.h"
#include "base/values.h"
#include "read/items.h"
#include "read/picture.h"
#include "release/difference.h"
#include "release/release.h"
#include "worker/talk.h"
#include "worker/zygote.h"

/* A frame is more than its payload; the verdict must always fit. */
enum {
	FRAME_SIZE = 16,
	LAST_WORDS = 4096,
	/* A frame each would wake the listener a dozen times a document. */
	SMALL = 16384,
};

static enum verdict
count(struct talk *talk, size_t len, struct why *why)
{
	if (talk->said + len + FRAME_SIZE + LAST_WORDS > talk->max)
		return why_set(why, V_REJECT, "too-large",
		    "what it becomes is larger than %" PRIu64 " bytes together",
		    talk->max);
	talk->said += len + FRAME_SIZE;
	return V_OK;
}

static void
check_heard(int result)
{
	if (result == -1)
		_exit(WORKER_BROKEN);
}

void
talk_init(struct talk *talk, int fd, uint64_t max)
{
	memset(talk, 0, sizeof(*talk));
	talk->fd = fd;
	talk->max = max;
	buf_init(&talk->unsent, (size_t)4 * SMALL);
}

static void
flush(struct talk *talk)
{
	if (buf_is_full(&talk->unsent))
		_exit(WORKER_BROKEN);
	check_heard(
	    fs_write_all(talk->fd, talk->unsent.data, talk->unsent.len));
	buf_reset(&talk->unsent);
}

enum verdict
talk_say(struct talk *talk, const struct frame *frame, struct why *why)
{
	enum verdict v;

	if ((v = count(talk, frame->len, why)) != V_OK)
		return v;
	if (frame->len < SMALL) {
		frame_put(&talk->unsent, frame->kind, frame->what, frame->data,
		    frame->len);
		if (frame->kind == FRAME_ASK || talk->unsent.len >= SMALL)
			flush(talk);
		return V_OK;
	}
	flush(talk);
	check_heard(frame_write(talk->fd, frame->kind, frame->what, frame->data,
	    frame->len));
	return V_OK;
}

enum verdict
talk_say_buf(struct talk *talk, enum frame_kind kind, uint32_t what,
    const struct buf *buf, struct why *why)
{
	const struct frame frame = { .kind = kind,
		.what = what,
		.data = buf_str(buf),
		.len = buf->len };

	return talk_say(talk, &frame, why);
}

/* An empty field is the same as none. */
static enum verdict
say_field(struct talk *talk, enum field field, const char *value,
    struct why *why)
{
	const struct frame frame = { .kind = FRAME_FIELD,
		.what = field,
		.data = value,
		.len = strlen(value) };

	return frame.len > 0 ? talk_say(talk, &frame, why) : V_OK;
}

enum verdict
talk_say_head(struct talk *talk, const char *format,
    const struct release_head *head, struct why *why)
{
	char at[24] = "", words[16];
	enum verdict v = V_OK;
	size_t i;
	const struct frame sketch = { .kind = FRAME_SKETCH,
		.data = (const char *)head->sketch,
		.len = sizeof(head->sketch) };

	const struct {
		enum field field;
		const char *value;
	} fields[] = {
		{ FIELD_FORMAT, format },
		{ FIELD_TITLE, head->title },
		{ FIELD_DECK, head->deck },
		{ FIELD_LANG, head->lang },
		{ FIELD_SLUG, head->slug },
		{ FIELD_ID, head->id },
		{ FIELD_ISSUED, head->issued },
		{ FIELD_EMBARGO, head->embargo },
		{ FIELD_EMBARGO_AT, at },
		{ FIELD_SCHEDULED, head->scheduled ? "yes" : "" },
		{ FIELD_STATUS, head->status },
		{ FIELD_WORDS, words },
		{ FIELD_REPLACES, head->replaces },
		{ FIELD_TRANSLATION_OF, head->translation_of },
		{ FIELD_CHANGE, head->change },
		{ FIELD_CORRECTION, head->correction },
		{ FIELD_EXPIRES, head->expires },
		{ FIELD_REVISION, head->revision },
	};

	_Static_assert(sizeof(fields) / sizeof(fields[0]) == FIELD_COUNT,
	    "a field is missing");
	if (head->embargo_at != 0)
		snprintf(at, sizeof(at), "%" PRId64, head->embargo_at);
	snprintf(words, sizeof(words), "%u", head->words);
	for (i = 0; i < FIELD_COUNT && v == V_OK; i++)
		v = say_field(talk, fields[i].field, fields[i].value, why);
	if (v != V_OK)
		return v;
	return talk_say(talk, &sketch, why);
}

enum verdict
talk_say_findings(struct talk *talk, const struct findings *findings,
    struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	const struct finding *f;
	struct buf words;

	buf_init(&words, LAST_WORDS);
	for (i = 0; i < findings->count && v == V_OK; i++) {
		f = &findings->list[i];
		buf_reset(&words);
		buf_puts(&words, f->code);
		buf_putc(&words, '\0');
		buf_puts(&words, f->quote);
		v = talk_say_buf(talk, FRAME_FINDING, f->severity, &words, why);
	}
	buf_fini(&words);
	return v;
}

enum verdict
talk_say_difference(struct talk *talk, const struct text_difference *difference,
    struct why *why)
{
	enum verdict v;
	struct buf words;

	buf_init(&words, LAST_WORDS);
	buf_printf(&words, "%u", difference->changed);
	buf_putc(&words, '\0');
	buf_printf(&words, "%u", difference->added);
	buf_putc(&words, '\0');
	buf_printf(&words, "%u", difference->removed);
	buf_putc(&words, '\0');
	buf_puts(&words, difference->before);
	buf_putc(&words, '\0');
	buf_puts(&words, difference->after);
	v = talk_say_buf(talk, FRAME_DIFFERENCE, difference->minor != 0, &words,
	    why);
	buf_fini(&words);
	return v;
}

enum verdict
talk_say_values(struct talk *talk, const struct values *values, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	const struct value_found *value;
	struct buf words;

	buf_init(&words, LAST_WORDS);
	for (i = 0; i < values->count && v == V_OK; i++) {
		value = &values->list[i];
		buf_reset(&words);
		buf_puts(&words, value->field);
		buf_putc(&words, '\0');
		buf_puts(&words, value->words);
		buf_putc(&words, '\0');
		buf_puts(&words, value->why);
		v = talk_say_buf(talk, FRAME_VALUE, 0, &words, why);
	}
	buf_fini(&words);
	return v;
}

enum verdict
talk_say_topics(struct talk *talk, const struct topics *topics, struct why *why)
{
	enum verdict v = V_OK;
	size_t i;
	struct buf words;

	buf_init(&words, LAST_WORDS);
	for (i = 0; i < topics->count && v == V_OK; i++) {
		buf_reset(&words);
		buf_puts(&words, topics->list[i].slug);
		buf_putc(&words, '\0');
		buf_puts(&words, topics->list[i].name);
		v = talk_say_buf(talk, FRAME_TOPIC, 0, &words, why);
	}
	buf_fini(&words);
	return v;
}

enum verdict
talk_say_pictures(struct talk *talk, const struct pictures *pictures,
    struct why *why)
{
	enum verdict v;
	size_t i;

	flush(talk);
	for (i = 0; i < pictures->count; i++) {
		if ((v = count(talk, pictures->list[i].len, why)) != V_OK)
			return v;
		check_heard(frame_write_picture(talk->fd, (uint32_t)i,
		    &pictures->list[i]));
	}
	return V_OK;
}

enum verdict
talk_say_items(struct talk *talk, const struct read_items *items,
    struct why *why)
{
	enum verdict v;
	size_t i;

	flush(talk);
	for (i = 0; i < items->count; i++) {
		v = count(talk,
		    items->list[i].len + ITEMS_TITLE_MAX + ITEMS_KIN_MAX, why);
		if (v != V_OK)
			return v;
		check_heard(
		    frame_write_item(talk->fd, (uint32_t)i, &items->list[i]));
	}
	return V_OK;
}

void
talk_say_verdict(struct talk *talk, enum verdict v, const struct why *why)
{
	struct buf words;

	buf_init(&words, LAST_WORDS);
	buf_puts(&words, v == V_OK ? "" : why->code);
	buf_putc(&words, '\0');
	buf_puts(&words, v == V_OK ? "" : why->text);
	buf_putc(&words, '\0');
	buf_puts(&words, v == V_OK ? "" : why->quote);
	frame_put(&talk->unsent, FRAME_VERDICT, v, words.data, words.len);
	flush(talk);
	buf_fini(&words);
}
