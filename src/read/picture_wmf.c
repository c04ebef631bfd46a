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

#include "read/picture_wmf.h"

enum {
	PLACEABLE_SIZE = 22,
	HEADER_SIZE = 18,
	RECORD_HEAD = 6,
	SMALL_SIDE = 600,  /* of a picture that tells no size, in pixels */
	LOGFONT_FACE = 18, /* its offset (2.2.1.2) */
	FACE_MAX = 32,
};

/*
 * Coordinates.
 */

static void
map(struct wmf_player *player)
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
play_mapping(struct wmf_player *player, const struct wmf_record *r)
{
	struct canvas_state *now = &player->canvas.now;

	switch (r->function) {
	case 0x020b:
		now->win_org = wmf_yx(r, 0);
		break;
	case 0x020c:
		now->win_ext = wmf_yx(r, 0);
		break;
	case 0x020f:
		now->win_org.x += wmf_s16(r, 1);
		now->win_org.y += wmf_s16(r, 0);
		break;
	case 0x0410:
		if (r->len < 8 || wmf_s16(r, 0) == 0 || wmf_s16(r, 2) == 0)
			break;
		now->win_ext.y = now->win_ext.y * wmf_s16(r, 1) / wmf_s16(r, 0);
		now->win_ext.x = now->win_ext.x * wmf_s16(r, 3) / wmf_s16(r, 2);
		break;
	}
	map(player);
}

/*
 * States and objects.
 */

static void
play_state(struct wmf_player *player, const struct wmf_record *r)
{
	struct canvas *canvas = &player->canvas;

	switch (r->function) {
	case 0x0102:
		canvas->now.back_opaque = wmf_s16(r, 0) == 2;
		break;
	case 0x0106:
		canvas->now.winding = wmf_s16(r, 0) == 2;
		break;
	case 0x012e:
		canvas->now.align = picture_le16(r->data);
		break;
	case 0x0127:
		canvas_restore(canvas, wmf_s16(r, 0));
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
play_color(struct wmf_player *player, const struct wmf_record *r)
{
	if (r->function == 0x0209)
		player->canvas.now.text_color = picture_le32(r->data);
	else
		player->canvas.now.back_color = picture_le32(r->data);
}

static void
play_save(struct wmf_player *player, const struct wmf_record *r)
{
	(void)r;
	canvas_save(&player->canvas);
}

static struct canvas_object *
new_object(struct wmf_player *player)
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
play_object(struct wmf_player *player, const struct wmf_record *r)
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
play_pen(struct wmf_player *player, const struct wmf_record *r)
{
	int style = wmf_s16(r, 0) & 15;
	struct canvas_object *object;
	struct canvas_pen *pen;

	if ((object = new_object(player)) == NULL)
		return;
	object->kind = CANVAS_PEN;
	pen = &object->u.pen;
	pen->none = style == 5;
	pen->dash = style <= 4 ? style : 0;
	pen->width = abs(wmf_s16(r, 1));
	pen->color = picture_le32(r->data + 6);
}

static void
play_brush(struct wmf_player *player, const struct wmf_record *r)
{
	struct canvas_object *object;

	if ((object = new_object(player)) == NULL)
		return;
	object->kind = CANVAS_BRUSH;
	object->u.brush.none = wmf_s16(r, 0) == 1;
	object->u.brush.hatched = wmf_s16(r, 0) == 2;
	object->u.brush.color = picture_le32(r->data + 2);
}

static void
play_font(struct wmf_player *player, const struct wmf_record *r)
{
	size_t i, n = 0;
	struct canvas_font *font;
	struct canvas_object *object;

	if ((object = new_object(player)) == NULL)
		return;
	object->kind = CANVAS_FONT;
	font = &object->u.font;
	font->height = wmf_s16(r, 0);
	font->angle = wmf_s16(r, 2);
	font->weight = wmf_s16(r, 4);
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

/* What draws in a way that we can't. */
static void
play_strange(struct wmf_player *player, const struct wmf_record *r)
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
	void (*play)(struct wmf_player *, const struct wmf_record *);
} records[] = {
	{ 0x001e, 0, play_save },
	{ 0x00f7, 0, play_object }, /* CreatePalette */
	{ 0x0102, 2, play_state },
	{ 0x0106, 2, play_state },
	{ 0x0127, 2, play_state },
	{ 0x012c, 0, wmf_clip_region },
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
	{ 0x0213, 4, wmf_line },
	{ 0x0214, 4, wmf_line },
	{ 0x0228, 0, play_strange }, /* FillRegion */
	{ 0x02fa, 10, play_pen },
	{ 0x02fb, 18, play_font },
	{ 0x02fc, 6, play_brush },
	{ 0x0324, 2, wmf_poly },
	{ 0x0325, 2, wmf_poly },
	{ 0x0410, 8, play_mapping },
	{ 0x0416, 8, wmf_clip },
	{ 0x0418, 8, wmf_figure },
	{ 0x0419, 0, play_strange }, /* FloodFill */
	{ 0x041b, 8, wmf_figure },
	{ 0x041f, 8, wmf_pixel },
	{ 0x0521, 2, wmf_text },
	{ 0x0538, 2, wmf_polypolygon },
	{ 0x0548, 0, play_strange }, /* ExtFloodFill */
	{ 0x061c, 12, wmf_figure },
	{ 0x061d, 12, wmf_pattern_blit },
	{ 0x06ff, 0, play_object }, /* CreateRegion */
	{ 0x0817, 16, wmf_arc },
	{ 0x081a, 16, wmf_arc },
	{ 0x0830, 16, wmf_arc },
	{ 0x0922, 0, play_strange }, /* BitBlt of a device's bitmap */
	{ 0x0940, 18, wmf_blit },
	{ 0x0a32, 8, wmf_ext_text },
	{ 0x0b23, 0, play_strange }, /* StretchBlt of one */
	{ 0x0b41, 20, wmf_stretch },
	{ 0x0d33, 18, wmf_set_bits },
	{ 0x0f43, 22, wmf_stretch },
};

static void
play_record(struct wmf_player *player, const struct wmf_record *r)
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
read_placeable(struct wmf_player *player, const unsigned char *data)
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
play_all(struct wmf_player *player, const unsigned char *data, size_t len)
{
	size_t at, size;
	struct wmf_record r;

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
	struct wmf_player player;

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
