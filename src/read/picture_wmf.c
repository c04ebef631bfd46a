/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Playing a WMF (MS-WMF).  See picture_metafile.h for the contract.
 *
 * Parameters of a record stand in the reverse order of the function's, in 16
 * bits each: usually y before x.  The window is the whole picture, whose
 * size a placeable header tells.
 */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "read/picture_dib.h"
#include "read/picture_play.h"

enum {
	PLACEABLE_SIZE = 22,
	HEADER_SIZE = 18,
	RECORD_HEAD = 6,
	SMALL_SIDE = 600, /* of a picture that tells no size, in pixels */
	ETO_OPAQUE = 2,
	ETO_CLIPPED = 4,
	LOGFONT_FACE = 18, /* its offset (2.2.1.2) */
	FACE_MAX = 32,
	SRCCOPY = 0xcc0020,
};

struct player {
	struct canvas canvas;
	double width; /* of the picture in pixels; 0: not known yet */
	double height;
};

/* A record's parameters, after size and function. */
struct record {
	unsigned function;
	const unsigned char *data;
	size_t len;
};

static int
s16(const struct record *r, size_t n)
{
	return play_s16(r->data + n * 2);
}

/* A point whose y is parameter n. */
static struct point
yx(const struct record *r, size_t n)
{
	return (struct point){ s16(r, n + 1), s16(r, n) };
}

/*
 * Coordinates.
 */

static void
map(struct player *player)
{
	double x, y;
	struct canvas_state *now = &player->canvas.now;

	canvas_flush(&player->canvas);
	if (now->win_ext.x == 0 || now->win_ext.y == 0)
		return;
	if (!(player->width > 0)) {
		player->width = fabs(now->win_ext.x);
		player->height = fabs(now->win_ext.y);
		x = SMALL_SIDE / fmax(player->width, player->height);
		player->width *= x;
		player->height *= x;
	}
	x = player->width / now->win_ext.x;
	y = player->height / now->win_ext.y;
	now->matrix = (struct matrix){ x, 0, 0, y, -now->win_org.x * x,
		-now->win_org.y * y };
}

static void
play_mapping(struct player *player, const struct record *r)
{
	struct canvas_state *now = &player->canvas.now;

	switch (r->function) {
	case 0x020b:
		now->win_org = yx(r, 0);
		break;
	case 0x020c:
		now->win_ext = yx(r, 0);
		break;
	case 0x020f:
		now->win_org.x += s16(r, 1);
		now->win_org.y += s16(r, 0);
		break;
	case 0x0410:
		if (r->len < 8 || s16(r, 0) == 0 || s16(r, 2) == 0)
			break;
		now->win_ext.y = now->win_ext.y * s16(r, 1) / s16(r, 0);
		now->win_ext.x = now->win_ext.x * s16(r, 3) / s16(r, 2);
		break;
	}
	map(player);
}

/*
 * States and objects.
 */

static void
play_state(struct player *player, const struct record *r)
{
	struct canvas *canvas = &player->canvas;

	switch (r->function) {
	case 0x0102:
		canvas->now.back_opaque = s16(r, 0) == 2;
		break;
	case 0x0106:
		canvas->now.winding = s16(r, 0) == 2;
		break;
	case 0x012e:
		canvas->now.align = picture_le16(r->data);
		break;
	case 0x0127:
		canvas_restore(canvas, s16(r, 0));
		map(player);
		break;
	case 0x012d:
		canvas_select(canvas, picture_le16(r->data));
		break;
	case 0x01f0:
		canvas_delete(canvas, picture_le16(r->data));
		break;
	}
}

static void
play_color(struct player *player, const struct record *r)
{
	if (r->function == 0x0209)
		player->canvas.now.text_color = picture_le32(r->data);
	else
		player->canvas.now.back_color = picture_le32(r->data);
}

static void
play_save(struct player *player, const struct record *r)
{
	(void)r;
	canvas_save(&player->canvas);
}

static struct canvas_object *
new_object(struct player *player)
{
	struct canvas_object *object;

	object = canvas_slot(&player->canvas,
	    canvas_free_slot(&player->canvas));
	if (object == NULL)
		player->canvas.strange = 1;
	return object;
}

/* Palettes and regions take a slot, and nothing else; brushes of bitmaps are
 * drawn grey. */
static void
play_object(struct player *player, const struct record *r)
{
	struct canvas_object *object;

	if ((object = new_object(player)) == NULL)
		return;
	if (r->function == 0x0142 || r->function == 0x01f9) {
		object->kind = CANVAS_BRUSH;
		object->u.brush.hatched = 1;
		object->u.brush.color = 0x808080;
	}
}

static void
play_pen(struct player *player, const struct record *r)
{
	int style = s16(r, 0) & 15;
	struct canvas_object *object;
	struct canvas_pen *pen;

	if ((object = new_object(player)) == NULL)
		return;
	object->kind = CANVAS_PEN;
	pen = &object->u.pen;
	pen->none = style == 5;
	pen->dash = style <= 4 ? style : 0;
	pen->width = abs(s16(r, 1));
	pen->color = picture_le32(r->data + 6);
}

static void
play_brush(struct player *player, const struct record *r)
{
	struct canvas_object *object;

	if ((object = new_object(player)) == NULL)
		return;
	object->kind = CANVAS_BRUSH;
	object->u.brush.none = s16(r, 0) == 1;
	object->u.brush.hatched = s16(r, 0) == 2;
	object->u.brush.color = picture_le32(r->data + 2);
}

static void
play_font(struct player *player, const struct record *r)
{
	size_t i, n = 0;
	struct canvas_font *font;
	struct canvas_object *object;

	if ((object = new_object(player)) == NULL)
		return;
	object->kind = CANVAS_FONT;
	font = &object->u.font;
	font->height = s16(r, 0);
	font->angle = s16(r, 2);
	font->weight = s16(r, 4);
	font->italic = r->data[10];
	font->underline = r->data[11];
	font->strike = r->data[12];
	font->charset = r->data[13];
	font->family = r->data[17];
	/* A name that is not of ASCII could be of any code page. */
	for (i = LOGFONT_FACE; i < r->len && n < FACE_MAX; i++) {
		if (r->data[i] < ' ' || r->data[i] > '~')
			break;
		font->face[n++] = (char)r->data[i];
	}
}

/*
 * Lines and figures.
 */

static void
play_line(struct player *player, const struct record *r)
{
	if (r->function == 0x0213)
		canvas_line_to(&player->canvas, yx(r, 0));
	else
		player->canvas.now.here = yx(r, 0);
}

/* count points, x before y, from byte "at": what is there of them. */
static void
put_points(struct canvas *canvas, const struct record *r, size_t at,
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

static void
play_poly(struct player *player, const struct record *r)
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

static void
play_polypolygon(struct player *player, const struct record *r)
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
static void
play_figure(struct player *player, const struct record *r)
{
	struct canvas *canvas = &player->canvas;
	struct point box[2], rays[2];
	size_t n = r->function == 0x061c ? 2 : 0;

	if (r->len < (n + 4) * 2)
		return;
	box[0] = yx(r, n + 2);
	box[1] = yx(r, n);
	rays[0] = rays[1] = (struct point){ box[1].x,
		(box[0].y + box[1].y) / 2 };
	canvas_begin(canvas);
	if (r->function == 0x041b)
		canvas_rectangle(canvas, box[0], box[1]);
	else if (r->function == 0x0418)
		canvas_arc(canvas, box, rays, CANVAS_CHORD);
	else
		canvas_round(canvas, box[0], box[1], yx(r, 0));
	canvas_paint(canvas, CANVAS_STROKE | CANVAS_FILL);
}

/* Arc, Pie, Chord: the last ray, the first, then the box. */
static void
play_arc(struct player *player, const struct record *r)
{
	int how = CANVAS_STROKE | CANVAS_FILL;
	enum canvas_arc kind = CANVAS_CHORD;
	struct canvas *canvas = &player->canvas;
	const struct point rays[2] = { yx(r, 2), yx(r, 0) };
	const struct point box[2] = { yx(r, 6), yx(r, 4) };

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

static void
play_pixel(struct player *player, const struct record *r)
{
	struct point p = yx(r, 2), to = { p.x + 1, p.y + 1 };

	canvas_block(&player->canvas, p, to, picture_le32(r->data));
}

static void
play_clip(struct player *player, const struct record *r)
{
	canvas_begin(&player->canvas);
	canvas_rectangle(&player->canvas, yx(r, 2), yx(r, 0));
	canvas_clip(&player->canvas, 1);
}

/* SelectClipRegion: whatever it is, it replaces the clip. */
static void
play_clip_region(struct player *player, const struct record *r)
{
	(void)r;
	canvas_flush(&player->canvas);
	player->canvas.now.clip = 0;
}

/*
 * Text.
 */

static void
put_text(struct player *player, const unsigned char *s, size_t len,
    struct point at, double length)
{
	struct buf text;

	buf_init(&text, len * 4 + 1);
	play_bytes(&text, &player->canvas.now.font, s, len);
	canvas_text(&player->canvas, at, buf_str(&text), length);
	buf_fini(&text);
}

/* TextOut (2.3.3.20): the text stands before the point, padded. */
static void
play_text(struct player *player, const struct record *r)
{
	size_t len = picture_le16(r->data), at = 2 + ((len + 1) & ~(size_t)1);

	if (at + 4 > r->len) {
		player->canvas.strange = 1;
		return;
	}
	put_text(player, r->data + 2, len, yx(r, at / 2), 0);
}

static double
text_length(const struct record *r, size_t at, size_t count)
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
static void
play_ext_text(struct player *player, const struct record *r)
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
	put_text(player, r->data + at, len, yx(r, 0),
	    text_length(r, at + ((len + 1) & ~(size_t)1), len));
}

/*
 * Bitmaps.
 */

static void
put_bitmap(struct player *player, const struct record *r, size_t at,
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

static void
play_pattern_blit(struct player *player, const struct record *r)
{
	play_pattern(&player->canvas, picture_le32(r->data), yx(r, 4),
	    yx(r, 2));
}

/* DibBitBlt (2.3.1.2), which may be without a bitmap. */
static void
play_blit(struct player *player, const struct record *r)
{
	struct play_bitmap bitmap = { .raster = picture_le32(r->data) };

	if (r->len == 18) {
		play_pattern(&player->canvas, bitmap.raster, yx(r, 7),
		    yx(r, 5));
		return;
	}
	bitmap.source = yx(r, 2);
	bitmap.part = bitmap.size = yx(r, 4);
	bitmap.at = yx(r, 6);
	put_bitmap(player, r, 16, &bitmap);
}

/* DibStretchBlt (2.3.1.3), StretchDib (2.3.1.6): the latter tells first how
 * its colours are meant, and its source counts from the bottom. */
static void
play_stretch(struct player *player, const struct record *r)
{
	size_t n = r->function == 0x0f43 ? 3 : 2;
	struct play_bitmap bitmap = { .raster = picture_le32(r->data) };

	if (r->len <= n * 2 + 16)
		return;
	bitmap.part = yx(r, n);
	bitmap.source = yx(r, n + 2);
	bitmap.size = yx(r, n + 4);
	bitmap.at = yx(r, n + 6);
	bitmap.from_below = n == 3;
	put_bitmap(player, r, n * 2 + 16, &bitmap);
}

/* SetDibToDev (2.3.1.5). */
static void
play_set_bits(struct player *player, const struct record *r)
{
	struct play_bitmap bitmap = { .raster = SRCCOPY, .from_below = 1 };

	bitmap.source = yx(r, 3);
	bitmap.part = bitmap.size = yx(r, 5);
	bitmap.at = yx(r, 7);
	put_bitmap(player, r, 18, &bitmap);
}

/* What draws in a way that we can't. */
static void
play_strange(struct player *player, const struct record *r)
{
	(void)r;
	player->canvas.strange = 1;
}

/*
 * Records by function (2.1.1.1).
 */

static const struct {
	unsigned function;
	size_t len; /* of the parameters, at least */
	void (*play)(struct player *, const struct record *);
} records[] = {
	{ 0x001e, 0, play_save },
	{ 0x00f7, 0, play_object }, /* CreatePalette */
	{ 0x0102, 2, play_state },
	{ 0x0106, 2, play_state },
	{ 0x0127, 2, play_state },
	{ 0x012c, 0, play_clip_region },
	{ 0x012d, 2, play_state },
	{ 0x012e, 2, play_state },
	{ 0x0142, 0, play_object },
	{ 0x01f0, 2, play_state },
	{ 0x01f9, 0, play_object },
	{ 0x0201, 4, play_color },
	{ 0x0209, 4, play_color },
	{ 0x020b, 4, play_mapping },
	{ 0x020c, 4, play_mapping },
	{ 0x020f, 4, play_mapping },
	{ 0x0213, 4, play_line },
	{ 0x0214, 4, play_line },
	{ 0x0228, 0, play_strange }, /* FillRegion */
	{ 0x02fa, 10, play_pen },
	{ 0x02fb, 18, play_font },
	{ 0x02fc, 6, play_brush },
	{ 0x0324, 2, play_poly },
	{ 0x0325, 2, play_poly },
	{ 0x0410, 8, play_mapping },
	{ 0x0416, 8, play_clip },
	{ 0x0418, 8, play_figure },
	{ 0x0419, 0, play_strange }, /* FloodFill */
	{ 0x041b, 8, play_figure },
	{ 0x041f, 8, play_pixel },
	{ 0x0521, 2, play_text },
	{ 0x0538, 2, play_polypolygon },
	{ 0x0548, 0, play_strange }, /* ExtFloodFill */
	{ 0x061c, 12, play_figure },
	{ 0x061d, 12, play_pattern_blit },
	{ 0x06ff, 0, play_object }, /* CreateRegion */
	{ 0x0817, 16, play_arc },
	{ 0x081a, 16, play_arc },
	{ 0x0830, 16, play_arc },
	{ 0x0922, 0, play_strange }, /* BitBlt of a device's bitmap */
	{ 0x0940, 18, play_blit },
	{ 0x0a32, 8, play_ext_text },
	{ 0x0b23, 0, play_strange }, /* StretchBlt of one */
	{ 0x0b41, 20, play_stretch },
	{ 0x0d33, 18, play_set_bits },
	{ 0x0f43, 22, play_stretch },
};

static void
play_record(struct player *player, const struct record *r)
{
	size_t i;

	for (i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		if (records[i].function != r->function)
			continue;
		if (r->len >= records[i].len)
			records[i].play(player, r);
		else
			player->canvas.strange = 1;
		return;
	}
}

/* META_PLACEABLE (2.3.2.3): the box, and how many units are an inch. */
static void
read_placeable(struct player *player, const unsigned char *data)
{
	double left = play_s16(data + 6), top = play_s16(data + 8);
	double right = play_s16(data + 10), bottom = play_s16(data + 12);
	unsigned inch = picture_le16(data + 14);
	struct canvas_state *now = &player->canvas.now;

	if (inch == 0 || right == left || bottom == top)
		return;
	player->width = fabs(right - left) / inch * 96;
	player->height = fabs(bottom - top) / inch * 96;
	now->win_org = (struct point){ left, top };
	now->win_ext = (struct point){ right - left, bottom - top };
	map(player);
}

static void
play_all(struct player *player, const unsigned char *data, size_t len)
{
	size_t at, size;
	struct record r;

	for (at = 0; len - at >= RECORD_HEAD; at += size) {
		size = (size_t)picture_le32(data + at) * 2;
		r.function = picture_le16(data + at + 4);
		if (size < RECORD_HEAD || size > len - at || r.function == 0)
			return;
		r.data = data + at + RECORD_HEAD;
		r.len = size - RECORD_HEAD;
		play_record(player, &r);
		if (player->canvas.strange)
			return;
	}
}

int
metafile_wmf(const unsigned char *data, size_t len, struct buf *out,
    struct metafile_picture *ret)
{
	int failed = -1;
	size_t at = 0;
	struct player player;

	memset(&player, 0, sizeof(player));
	canvas_init(&player.canvas, out->max);
	if (len > PLACEABLE_SIZE && data[0] == 0xd7) {
		read_placeable(&player, data);
		at = PLACEABLE_SIZE;
	}
	if (len - at > HEADER_SIZE) {
		play_all(&player, data + at + HEADER_SIZE,
		    len - at - HEADER_SIZE);
		failed = play_finish(&player.canvas, player.width,
		    player.height, out, ret);
	}
	canvas_fini(&player.canvas);
	return failed;
}
