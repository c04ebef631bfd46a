/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the records of a WMF draw.  See picture_wmf.h for the contract. */
#include "config.h"

#include "base/buf.h"
#include "read/picture_dib.h"
#include "read/picture_wmf.h"

enum {
	ETO_OPAQUE = 2,
	ETO_CLIPPED = 4,
	SRCCOPY = 0xcc0020,
};

/*
 * Lines and figures.
 */

void
wmf_line(struct wmf_player *player, const struct wmf_record *r)
{
	if (r->function == 0x0213)
		canvas_line_to(&player->canvas, wmf_yx(r, 0));
	else
		player->canvas.now.here = wmf_yx(r, 0);
}

/* count points, x before y, from byte "at": what is there of them. */
static void
put_points(struct canvas *canvas, const struct wmf_record *r, size_t at,
    size_t count)
{
	size_t i;
	struct point p;

	for (i = 0; i < count && at + 4 <= r->len; i++, at += 4) {
		p.x = play_s16(r->data + at);
		p.y = play_s16(r->data + at + 2);
		if (i == 0)
			canvas_move(canvas, p);
		else
			canvas_line(canvas, p);
	}
}

void
wmf_poly(struct wmf_player *player, const struct wmf_record *r)
{
	struct canvas *canvas = &player->canvas;

	canvas_begin(canvas);
	put_points(canvas, r, 2, picture_le16(r->data));
	if (r->function == 0x0325) {
		canvas_paint(canvas, CANVAS_STROKE);
		return;
	}
	canvas_close(canvas);
	canvas_paint(canvas, CANVAS_STROKE | CANVAS_FILL);
}

void
wmf_polypolygon(struct wmf_player *player, const struct wmf_record *r)
{
	size_t i, at, count, polygons = picture_le16(r->data);
	struct canvas *canvas = &player->canvas;

	at = 2 + polygons * 2;
	canvas_begin(canvas);
	for (i = 0; i < polygons && at < r->len; i++) {
		count = picture_le16(r->data + 2 + i * 2);
		if (count == 0)
			continue;
		put_points(canvas, r, at, count);
		canvas_close(canvas);
		at += count * 4;
	}
	canvas_paint(canvas, CANVAS_STROKE | CANVAS_FILL);
}

/* Rectangle, Ellipse, RoundRect: bottom and right before top and left. */
void
wmf_figure(struct wmf_player *player, const struct wmf_record *r)
{
	struct canvas *canvas = &player->canvas;
	struct point box[2], rays[2];
	size_t n = r->function == 0x061c ? 2 : 0;

	if (r->len < (n + 4) * 2)
		return;
	box[0] = wmf_yx(r, n + 2);
	box[1] = wmf_yx(r, n);
	rays[0] = rays[1] = (struct point){ box[1].x,
		(box[0].y + box[1].y) / 2 };
	canvas_begin(canvas);
	if (r->function == 0x041b)
		canvas_rectangle(canvas, box[0], box[1]);
	else if (r->function == 0x0418)
		canvas_arc(canvas, box, rays, CANVAS_CHORD);
	else
		canvas_round(canvas, box[0], box[1], wmf_yx(r, 0));
	canvas_paint(canvas, CANVAS_STROKE | CANVAS_FILL);
}

/* Arc, Pie, Chord: the last ray, the first, then the box. */
void
wmf_arc(struct wmf_player *player, const struct wmf_record *r)
{
	int how = CANVAS_STROKE | CANVAS_FILL;
	enum canvas_arc kind = CANVAS_CHORD;
	struct canvas *canvas = &player->canvas;
	const struct point rays[2] = { wmf_yx(r, 2), wmf_yx(r, 0) };
	const struct point box[2] = { wmf_yx(r, 6), wmf_yx(r, 4) };

	if (r->function == 0x0817) {
		kind = CANVAS_ARC;
		how = CANVAS_STROKE;
	} else if (r->function == 0x081a) {
		kind = CANVAS_PIE;
	}
	canvas_begin(canvas);
	canvas_arc(canvas, box, rays, kind);
	canvas_paint(canvas, how);
}

void
wmf_pixel(struct wmf_player *player, const struct wmf_record *r)
{
	struct point p = wmf_yx(r, 2), to = { p.x + 1, p.y + 1 };

	canvas_block(&player->canvas, p, to, picture_le32(r->data));
}

void
wmf_clip(struct wmf_player *player, const struct wmf_record *r)
{
	canvas_begin(&player->canvas);
	canvas_rectangle(&player->canvas, wmf_yx(r, 2), wmf_yx(r, 0));
	canvas_clip(&player->canvas, 1);
}

/* SelectClipRegion: whatever it is, it replaces the clip. */
void
wmf_clip_region(struct wmf_player *player, const struct wmf_record *r)
{
	(void)r;
	canvas_flush(&player->canvas);
	player->canvas.now.clip = 0;
}

/*
 * Text.
 */

static void
put_text(struct wmf_player *player, const unsigned char *s, size_t len,
    struct point at, double length)
{
	struct buf text;

	buf_init(&text, len * 4 + 1);
	play_bytes(&text, &player->canvas.now.font, s, len);
	canvas_text(&player->canvas, at, buf_str(&text), length);
	buf_fini(&text);
}

/* TextOut (2.3.3.20): the text stands before the point, padded. */
void
wmf_text(struct wmf_player *player, const struct wmf_record *r)
{
	size_t len = picture_le16(r->data), at = 2 + ((len + 1) & ~(size_t)1);

	if (at + 4 > r->len) {
		player->canvas.strange = 1;
		return;
	}
	put_text(player, r->data + 2, len, wmf_yx(r, at / 2), 0);
}

static double
text_length(const struct wmf_record *r, size_t at, size_t count)
{
	size_t i;
	double sum = 0;

	if (at > r->len || count > (r->len - at) / 2)
		return 0;
	for (i = 0; i < count; i++)
		sum += play_s16(r->data + at + i * 2);
	return sum;
}

/* ExtTextOut (2.3.3.5). */
void
wmf_ext_text(struct wmf_player *player, const struct wmf_record *r)
{
	size_t len = picture_le16(r->data + 4), at = 8;
	unsigned options = picture_le16(r->data + 6);
	const unsigned char *p = r->data + 8;

	if ((options & (ETO_OPAQUE | ETO_CLIPPED)) != 0) {
		if (r->len < 16) {
			player->canvas.strange = 1;
			return;
		}
		at = 16;
	}
	if ((options & ETO_OPAQUE) != 0)
		canvas_block(&player->canvas,
		    (struct point){ play_s16(p), play_s16(p + 2) },
		    (struct point){ play_s16(p + 4), play_s16(p + 6) },
		    player->canvas.now.back_color);
	if (len == 0)
		return;
	if (len > r->len - at) {
		player->canvas.strange = 1;
		return;
	}
	put_text(player, r->data + at, len, wmf_yx(r, 0),
	    text_length(r, at + ((len + 1) & ~(size_t)1), len));
}

/*
 * Bitmaps.
 */

static void
put_bitmap(struct wmf_player *player, const struct wmf_record *r, size_t at,
    struct play_bitmap *bitmap)
{
	size_t info;

	bitmap->opacity = 1;
	info = dib_info_size(r->data + at, r->len - at);
	if (info == 0) {
		player->canvas.strange = 1;
		return;
	}
	bitmap->info = r->data + at;
	bitmap->info_len = info;
	bitmap->bits = bitmap->info + info;
	bitmap->bits_len = r->len - at - info;
	play_bitmap(&player->canvas, bitmap);
}

void
wmf_pattern_blit(struct wmf_player *player, const struct wmf_record *r)
{
	play_pattern(&player->canvas, picture_le32(r->data), wmf_yx(r, 4),
	    wmf_yx(r, 2));
}

/* DibBitBlt (2.3.1.2), which may be without a bitmap. */
void
wmf_blit(struct wmf_player *player, const struct wmf_record *r)
{
	struct play_bitmap bitmap = { .raster = picture_le32(r->data) };

	if (r->len == 18) {
		play_pattern(&player->canvas, bitmap.raster, wmf_yx(r, 7),
		    wmf_yx(r, 5));
		return;
	}
	bitmap.source = wmf_yx(r, 2);
	bitmap.part = bitmap.size = wmf_yx(r, 4);
	bitmap.at = wmf_yx(r, 6);
	put_bitmap(player, r, 16, &bitmap);
}

/* DibStretchBlt (2.3.1.3), StretchDib (2.3.1.6): the latter tells first how
 * its colours are meant, and its source counts from the bottom. */
void
wmf_stretch(struct wmf_player *player, const struct wmf_record *r)
{
	size_t n = r->function == 0x0f43 ? 3 : 2;
	struct play_bitmap bitmap = { .raster = picture_le32(r->data) };

	if (r->len <= n * 2 + 16)
		return;
	bitmap.part = wmf_yx(r, n);
	bitmap.source = wmf_yx(r, n + 2);
	bitmap.size = wmf_yx(r, n + 4);
	bitmap.at = wmf_yx(r, n + 6);
	bitmap.from_below = n == 3;
	put_bitmap(player, r, n * 2 + 16, &bitmap);
}

/* SetDibToDev (2.3.1.5). */
void
wmf_set_bits(struct wmf_player *player, const struct wmf_record *r)
{
	struct play_bitmap bitmap = { .raster = SRCCOPY, .from_below = 1 };

	bitmap.source = wmf_yx(r, 3);
	bitmap.part = bitmap.size = wmf_yx(r, 5);
	bitmap.at = wmf_yx(r, 7);
	put_bitmap(player, r, 18, &bitmap);
}
