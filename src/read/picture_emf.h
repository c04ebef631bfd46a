/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the EMF player share.  Private to them. */
#ifndef READ_PICTURE_EMF_H
#define READ_PICTURE_EMF_H

#include "read/picture_play.h"

enum {
	RGN_AND = 1, /* MS-EMF, 2.1.29 */
	RGN_COPY = 5,
};

struct player {
	struct canvas canvas;
	struct matrix device; /* pixels of the device to the picture's */
	double per_mm[2];     /* pixels of the device */
	double width;         /* of the picture */
	double height;
	int plus_waits;        /* EMF+ drew, and plain records did not yet */
	unsigned plus_at;      /* elements by then */
	unsigned plus_drawn;   /* times that EMF+ drew, */
	unsigned plus_missing; /* and that nothing drew it again */
};

/* A record, from its type on. */
struct record {
	const unsigned char *data;
	size_t len;
};

static inline struct point
emf_point(const struct record *r, size_t at)
{
	return (
	    struct point){ play_s32(r->data + at), play_s32(r->data + at + 4) };
}

static inline uint32_t
emf_number(const struct record *r, size_t at)
{
	return picture_le32(r->data + at);
}

/* A record is played when it has the least size that the table in
 * picture_emf.c gives. */
typedef void emf_play(struct player *player, const struct record *record);

emf_play emf_arc;
emf_play emf_blit;
emf_play emf_clip_path;
emf_play emf_clip_rect;
emf_play emf_clip_region;
emf_play emf_figure;
emf_play emf_font;
emf_play emf_line;
emf_play emf_mapping;
emf_play emf_object;
emf_play emf_path;
emf_play emf_pixel;
emf_play emf_poly;
emf_play emf_polypoly;
emf_play emf_save;
emf_play emf_set_bits;
emf_play emf_small_text;
emf_play emf_state;
emf_play emf_stretch;
emf_play emf_text;

#endif /* READ_PICTURE_EMF_H */
