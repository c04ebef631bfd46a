/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Playing an EMF (MS-EMF).  See picture_metafile.h for the contract.
 *
 * Records of EMF+ (MS-EMFPLUS) lie in comments, and Office says the same
 * again in plain records; a metafile that does not is refused.  A record is
 * looked at only within its size; its least size is in the table of records.
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "read/picture_emf.h"

enum {
	HEADER_SIZE = 88,
	EOF_RECORD = 14,
	COMMENT = 70,
	PLUS_HEAD = 16, /* of a comment with EMF+ */
	PLUS_RECORD = 12,
	PLUS_FIRST = 0x4009, /* EmfPlusClear, the first that draws, */
	PLUS_LAST = 0x401c,  /* and EmfPlusDrawString */
	PLUS_DRIVER_STRING = 0x4036,
};

static double
real(const unsigned char *p)
{
	float f;
	uint32_t bits = picture_le32(p);

	memcpy(&f, &bits, sizeof(f));
	return isfinite(f) ? f : 0;
}

/*
 * Coordinates (MS-EMF, 2.1.21; 3.1.1.2.1).
 */

/* What one unit of the mapping mode is, in pixels of the device. */
static struct point
unit_of(const struct player *player)
{
	const struct canvas_state *now = &player->canvas.now;
	struct point unit = { 1, 1 };
	static const double mm[] = { 0, 0, .1, .01, .254, .0254, 25.4 / 1440 };

	if (now->map_mode >= 2 && now->map_mode <= 6) {
		unit.x = mm[now->map_mode] * player->per_mm[0];
		unit.y = -mm[now->map_mode] * player->per_mm[1];
	} else if (now->map_mode >= 7 && now->win_ext.x != 0 &&
	    now->win_ext.y != 0) {
		unit.x = now->view_ext.x / now->win_ext.x;
		unit.y = now->view_ext.y / now->win_ext.y;
		if (now->map_mode == 7 && fabs(unit.x) > fabs(unit.y))
			unit.x = copysign(unit.y, unit.x);
		else if (now->map_mode == 7)
			unit.y = copysign(unit.x, unit.y);
	}
	return unit;
}

static void
map(struct player *player)
{
	struct canvas_state *now = &player->canvas.now;
	struct matrix page;
	struct point unit = unit_of(player);

	canvas_flush(&player->canvas);
	page = (struct matrix){ unit.x, 0, 0, unit.y,
		now->view_org.x - now->win_org.x * unit.x,
		now->view_org.y - now->win_org.y * unit.y };
	page = matrix_multiply(&now->world, &page);
	now->matrix = matrix_multiply(&page, &player->device);
}

static struct matrix
read_matrix(const struct record *r)
{
	return (struct matrix){ real(r->data + 8), real(r->data + 12),
		real(r->data + 16), real(r->data + 20), real(r->data + 24),
		real(r->data + 28) };
}

static void
modify_world(struct player *player, const struct record *r)
{
	struct canvas_state *now = &player->canvas.now;
	struct matrix m = read_matrix(r);

	switch (emf_number(r, 32)) {
	case 1:
		now->world = (struct matrix){ 1, 0, 0, 1, 0, 0 };
		break;
	case 2:
		now->world = matrix_multiply(&m, &now->world);
		break;
	case 3:
		now->world = matrix_multiply(&now->world, &m);
		break;
	default:
		now->world = m;
	}
}

/* ScaleWindowExtEx, ScaleViewportExtEx: numerators and denominators. */
static void
scale_extent(struct point *ext, const struct record *r)
{
	double x = play_s32(r->data + 12), y = play_s32(r->data + 20);

	if (x != 0 && y != 0) {
		ext->x = ext->x * play_s32(r->data + 8) / x;
		ext->y = ext->y * play_s32(r->data + 16) / y;
	}
}

void
emf_mapping(struct player *player, const struct record *r)
{
	struct canvas_state *now = &player->canvas.now;

	switch (emf_number(r, 0)) {
	case 9:
		now->win_ext = emf_point(r, 8);
		break;
	case 10:
		now->win_org = emf_point(r, 8);
		break;
	case 11:
		now->view_ext = emf_point(r, 8);
		break;
	case 12:
		now->view_org = emf_point(r, 8);
		break;
	case 17:
		now->map_mode = (int)emf_number(r, 8);
		break;
	case 31:
		scale_extent(&now->view_ext, r);
		break;
	case 32:
		scale_extent(&now->win_ext, r);
		break;
	case 35:
		now->world = read_matrix(r);
		break;
	case 36:
		modify_world(player, r);
		break;
	}
	map(player);
}

/*
 * EMF+.
 */

/* What EMF+ drew should have been drawn again before it goes on, or ends.  A
 * shadow may be missing, but not most of the picture. */
static void
count_plus(struct player *player)
{
	canvas_flush(&player->canvas);
	if (!player->plus_waits)
		return;
	player->plus_drawn++;
	if (player->canvas.elements == player->plus_at)
		player->plus_missing++;
	player->plus_waits = 0;
}

static int
plus_draws(const struct record *r)
{
	uint32_t type, size;
	size_t at;

	for (at = PLUS_HEAD; r->len - at >= PLUS_RECORD; at += size) {
		type = emf_number(r, at) & 0xffff;
		size = emf_number(r, at + 4);
		if ((type >= PLUS_FIRST && type <= PLUS_LAST) ||
		    type == PLUS_DRIVER_STRING)
			return 1;
		if (size < PLUS_RECORD || size > r->len - at)
			break;
	}
	return 0;
}

static void
play_comment(struct player *player, const struct record *r)
{
	if (r->len < PLUS_HEAD || memcmp(r->data + 12, "EMF+", 4) != 0 ||
	    !plus_draws(r))
		return;
	count_plus(player);
	player->plus_waits = 1;
	player->plus_at = player->canvas.elements;
}

/* What draws in a way that we can't. */
static void
play_strange(struct player *player, const struct record *r)
{
	(void)r;
	player->canvas.strange = 1;
}

/*
 * Records by type (2.1.1).
 */

static const struct {
	unsigned type;
	size_t len; /* at least */
	void (*play)(struct player *, const struct record *);
} records[] = {
	{ 2, 28, emf_poly }, { 3, 28, emf_poly }, { 4, 28, emf_poly },
	{ 5, 28, emf_poly }, { 6, 28, emf_poly }, { 7, 32, emf_polypoly },
	{ 8, 32, emf_polypoly }, { 9, 16, emf_mapping },
	{ 10, 16, emf_mapping }, { 11, 16, emf_mapping },
	{ 12, 16, emf_mapping }, { 15, 20, emf_pixel }, { 17, 12, emf_mapping },
	{ 18, 12, emf_state }, { 19, 12, emf_state }, { 22, 12, emf_state },
	{ 24, 12, emf_state }, { 25, 12, emf_state }, { 27, 16, emf_line },
	{ 30, 24, emf_clip_rect }, { 31, 24, emf_mapping },
	{ 32, 24, emf_mapping }, { 33, 8, emf_save }, { 34, 12, emf_state },
	{ 35, 32, emf_mapping }, { 36, 36, emf_mapping }, { 37, 12, emf_state },
	{ 38, 28, emf_object }, { 39, 24, emf_object }, { 40, 12, emf_state },
	{ 41, 8, play_strange }, /* AngleArc */
	{ 42, 24, emf_figure }, { 43, 24, emf_figure }, { 44, 32, emf_figure },
	{ 45, 40, emf_arc }, { 46, 40, emf_arc }, { 47, 40, emf_arc },
	{ 53, 8, play_strange },                       /* ExtFloodFill */
	{ 54, 16, emf_line }, { 55, 8, play_strange }, /* ArcTo */
	{ 56, 8, play_strange },                       /* PolyDraw */
	{ 59, 8, emf_path }, { 60, 8, emf_path }, { 61, 8, emf_path },
	{ 62, 8, emf_path }, { 63, 8, emf_path }, { 64, 8, emf_path },
	{ 65, 8, play_strange }, /* FlattenPath */
	{ 66, 8, play_strange }, /* WidenPath */
	{ 67, 12, emf_clip_path }, { 68, 8, emf_path },
	{ COMMENT, 8, play_comment }, { 71, 8, play_strange }, /* FillRgn */
	{ 72, 8, play_strange },                               /* FrameRgn */
	{ 74, 8, play_strange },                               /* PaintRgn */
	{ 75, 16, emf_clip_region }, { 76, 100, emf_blit },
	{ 77, 108, emf_blit }, { 78, 8, play_strange }, /* MaskBlt */
	{ 79, 8, play_strange },                        /* PlgBlt */
	{ 80, 76, emf_set_bits }, { 81, 80, emf_stretch },
	{ 82, 104, emf_font }, { 83, 76, emf_text }, { 84, 76, emf_text },
	{ 85, 28, emf_poly }, { 86, 28, emf_poly }, { 87, 28, emf_poly },
	{ 88, 28, emf_poly }, { 89, 28, emf_poly }, { 90, 32, emf_polypoly },
	{ 91, 32, emf_polypoly }, { 92, 8, play_strange }, /* PolyDraw16 */
	{ 93, 16, emf_object }, { 94, 16, emf_object }, { 95, 16, emf_object },
	{ 96, 8, play_strange }, /* PolyTextOutA */
	{ 97, 8, play_strange }, /* PolyTextOutW */
	{ 108, 36, emf_small_text }, { 114, 108, emf_blit },
	{ 116, 8, play_strange }, /* TransparentBlt */
	{ 118, 8, play_strange }, /* GradientFill */
};

static void
play_record(struct player *player, const struct record *r)
{
	size_t i;

	for (i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		if (records[i].type != emf_number(r, 0))
			continue;
		if (r->len >= records[i].len)
			records[i].play(player, r);
		else
			player->canvas.strange = 1;
		return;
	}
}

/* The frame, in hundredths of a millimetre, says how large the picture is,
 * and the device how many pixels that is (2.2.9). */
static int
read_header(struct player *player, const struct record *r)
{
	struct point from = emf_point(r, 24), to = emf_point(r, 32);
	struct point pixels = emf_point(r, 72), mm = emf_point(r, 80);
	double scale;
	const double inch = 2540;

	if (!(pixels.x > 0) || !(pixels.y > 0) || !(mm.x > 0) || !(mm.y > 0) ||
	    !(to.x > from.x) || !(to.y > from.y))
		return -1;
	player->per_mm[0] = pixels.x / mm.x;
	player->per_mm[1] = pixels.y / mm.y;
	player->width = (to.x - from.x) / inch * 96;
	player->height = (to.y - from.y) / inch * 96;
	scale = 96 / 25.4;
	player->device = (struct matrix){ scale / player->per_mm[0], 0, 0,
		scale / player->per_mm[1], -from.x / inch * 96,
		-from.y / inch * 96 };
	player->canvas.hairline = fmin(1, fmax(.25, player->device.a));
	map(player);
	return 0;
}

static void
play_all(struct player *player, const unsigned char *data, size_t len)
{
	size_t at;
	struct record r;

	for (at = 0; len - at >= 8; at += r.len) {
		r.data = data + at;
		r.len = picture_le32(r.data + 4);
		if (r.len < 8 || r.len > len - at ||
		    emf_number(&r, 0) == EOF_RECORD)
			return;
		play_record(player, &r);
		if (player->canvas.strange)
			return;
	}
}

int
metafile_emf(const unsigned char *data, size_t len, struct buf *out,
    struct metafile_picture *ret)
{
	int failed = -1;
	struct player player;
	struct record head = { data, len };

	if (len < HEADER_SIZE)
		return -1;
	memset(&player, 0, sizeof(player));
	canvas_init(&player.canvas, out->max);
	if (read_header(&player, &head) == 0) {
		play_all(&player, data, len);
		count_plus(&player);
		if (player.plus_missing * 2 > player.plus_drawn)
			player.canvas.strange = 1;
		failed = play_finish(&player.canvas, player.width,
		    player.height, out, ret);
	}
	canvas_fini(&player.canvas);
	return failed;
}
