/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that play a WMF share.  Private to them. */
#ifndef READ_PICTURE_WMF_H
#define READ_PICTURE_WMF_H

#include "read/picture_play.h"

struct wmf_player {
	struct canvas canvas;
	double width; /* of the picture in pixels; 0: not known yet */
	double height;
};

/* A record's parameters, after size and function. */
struct wmf_record {
	unsigned function;
	const unsigned char *data;
	size_t len;
};

static inline int
wmf_s16(const struct wmf_record *r, size_t n)
{
	return play_s16(r->data + n * 2);
}

/* A point whose y is parameter n. */
static inline struct point
wmf_yx(const struct wmf_record *r, size_t n)
{
	return (struct point){ wmf_s16(r, n + 1), wmf_s16(r, n) };
}

/* A record is played when it has the least length that the table in
 * picture_wmf.c gives. */
typedef void wmf_play(struct wmf_player *player, const struct wmf_record *r);

wmf_play wmf_arc;
wmf_play wmf_blit;
wmf_play wmf_clip;
wmf_play wmf_clip_region;
wmf_play wmf_ext_text;
wmf_play wmf_figure;
wmf_play wmf_line;
wmf_play wmf_pattern_blit;
wmf_play wmf_pixel;
wmf_play wmf_poly;
wmf_play wmf_polypolygon;
wmf_play wmf_set_bits;
wmf_play wmf_stretch;
wmf_play wmf_text;

#endif /* READ_PICTURE_WMF_H */
