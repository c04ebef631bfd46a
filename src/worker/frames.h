/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What worker and newsroom say to each other: typed, bounded frames on a
 * stream.
 *
 * A frame is a header of three 32-bit numbers (kind, what, length, in the
 * machine's order: both ends are one program), the payload, and a NUL that
 * the length does not count.  The reader trusts none of them: an unknown
 * kind, a what out of its enum, a length over the kind's ceiling, words that
 * are not UTF-8 or not as many as the kind has end the conversation, and the
 * worker is dead to us.  No frame ever carries a path.
 */
#ifndef WORKER_FRAMES_H
#define WORKER_FRAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/why.h"

struct picture;
struct read_item;

enum frame_kind {
	/* worker to newsroom */
	FRAME_FIELD = 1,  /* what: enum field; payload: UTF-8 */
	FRAME_SKETCH,     /* payload: RELEASE_SKETCH numbers of 64 bits */
	FRAME_FINDING,    /* what: severity; payload: code NUL quote */
	FRAME_VALUE,      /* payload: field NUL words NUL why */
	FRAME_TOPIC,      /* payload: slug NUL name */
	FRAME_SEARCH,     /* payload: release_search() */
	FRAME_RELEASE,    /* payload: the release XML */
	FRAME_PICTURE,    /* what: index; payload: name NUL sha256 NUL bytes */
	FRAME_ITEM,       /* what: index from 0; payload: title NUL ids of its
			   * kin, a line each, NUL its document */
	FRAME_ASK,        /* all of the above is said; what now? */
	FRAME_EDITION,    /* what: enum edition; payload: its bytes */
	FRAME_PAGE,       /* what: index of the page asked for; its bytes */
	FRAME_DIFFERENCE, /* after FRAME_BEFORE; what: 1 if minor; payload:
			   * changed NUL added NUL removed NUL before NUL after
			   */
	FRAME_OLDER,      /* what: number of a version; payload: its page */
	FRAME_VERDICT, /* what: enum verdict; code NUL text NUL quote; last */
	/* newsroom to worker */
	FRAME_GO,      /* what: set of editions; payload: publication XML */
	FRAME_SIDECAR, /* ahead of the work: what lies beside its document */
	FRAME_BESIDE,  /* as FRAME_SIDECAR, a picture, under its own name;
			* payload:  name NUL sha256 NUL bytes */
	FRAME_BEFORE,  /* ahead of GO: the release XML that is live now */
	FRAME_VERSION, /* ahead of GO, each after its pictures; what: number of
			* a version; payload: publication XML NUL release XML;
			* answered by FRAME_OLDER */
	FRAME_STOP,    /* nothing more is wanted: end with FRAME_VERDICT */
	FRAME_PAGES,   /* payload: <pages> of urn:gazette:pages:1 */
	FRAME_KINDS
};

/* The fields of struct release_head, and the format read. */
enum field {
	FIELD_FORMAT,
	FIELD_TITLE,
	FIELD_DECK,
	FIELD_LANG,
	FIELD_SLUG,
	FIELD_ID,
	FIELD_ISSUED,
	FIELD_EMBARGO,
	FIELD_EMBARGO_AT, /* decimal seconds since 1970 */
	FIELD_SCHEDULED,  /* "yes": no embargo, only a time to publish */
	FIELD_STATUS,
	FIELD_WORDS,
	FIELD_REPLACES,
	FIELD_TRANSLATION_OF,
	FIELD_CHANGE,
	FIELD_CORRECTION,
	FIELD_EXPIRES,
	FIELD_REVISION,
	FIELD_COUNT
};

struct frame {
	enum frame_kind kind;
	uint32_t what;
	const char *data; /* into the reader's buffer, NUL after len bytes */
	size_t len;
};

/* Write one frame whole to a blocking descriptor.  0, or -1 and errno
 * (EMSGSIZE: the payload is over its kind's ceiling, nothing was written). */
int frame_write(int fd, enum frame_kind kind, uint32_t what, const void *data,
    size_t len);

/* As frame_write(), a FRAME_PICTURE. */
int frame_write_picture(int fd, uint32_t index, const struct picture *picture);

/* As frame_write(), a FRAME_ITEM. */
int frame_write_item(int fd, uint32_t index, const struct read_item *item);

/* Append one frame to buf, for an input that is prepared in memory. */
void frame_put(struct buf *buf, enum frame_kind kind, uint32_t what,
    const void *data, size_t len);

/* Collects the bytes of one conversation. */
struct frame_reader {
	struct buf buf; /* ceiling: the limit of outputs together */
	size_t taken;   /* bytes of buf already handed out */
	uint64_t total; /* bytes of all frames so far */
	uint64_t max_total;
};

void frame_reader_init(struct frame_reader *reader, uint64_t max_total);

/* Read once from fd what is there.  1 for more, 0 at the end, -1 and errno
 * (EAGAIN for a descriptor that would block, EFBIG for the ceiling). */
int frame_reader_fill(struct frame_reader *reader, int fd);

/* The next whole frame: 1, or 0 if more must be read, or -1 for a frame
 * that no worker of ours would send.  ret->data is valid until the next
 * fill. */
int frame_reader_next(struct frame_reader *reader, struct frame *ret);
void frame_reader_fini(struct frame_reader *reader);

/* Is there a frame begun and not ended?  At the end of a conversation that
 * means that the worker died in mid-sentence. */
int frame_reader_is_torn(const struct frame_reader *reader);

/* The part'th of the strings of a payload, from 0: FRAME_FINDING has code
 * and quote, FRAME_VALUE field, words and why, FRAME_TOPIC slug and name,
 * FRAME_VERDICT code, text and quote, FRAME_PICTURE and FRAME_BESIDE name
 * and sha256,
 * FRAME_DIFFERENCE what it says above. "" past the last. */
const char *frame_part(const struct frame *frame, unsigned part);

/* The bytes of a FRAME_PICTURE or FRAME_BESIDE, after name and sha256. */
const char *frame_picture(const struct frame *frame, size_t *ret_len);

/* The document of a FRAME_ITEM, after its title and its kin. */
const char *frame_item(const struct frame *frame, size_t *ret_len);

/* Copy a FRAME_VERDICT into *ret and return its verdict. */
enum verdict frame_verdict(const struct frame *frame, struct why *ret);

#endif /* WORKER_FRAMES_H */
