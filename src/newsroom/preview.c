/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Previews beside documents.  See preview.h for the contract. */
#include "config.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/names.h"
#include "base/uri.h"
#include "newsroom/preview.h"
#include "staff/place.h"

int
preview_is_only(const struct desk *desk, const struct catalog_job *job)
{
	return desk_is_within(desk, job, WHERE_PREVIEW);
}

int
preview_is_wanted(const struct piece *piece)
{
	if (piece->rerender || piece->job.place[0] == '/' ||
	    piece->job.item != 0 || piece->desk->scan == NULL)
		return 0;
	return piece->decision == DECISION_HOLD ||
	    piece->decision == DECISION_WAIT ||
	    piece->decision == DECISION_SCHEDULE;
}

/* Does a question lie beside it, or a notice? */
static enum place_kind
beside(const struct piece *piece)
{
	return piece->decision == DECISION_HOLD &&
		!preview_is_only(piece->desk, &piece->job) ?
	    PLACE_QUESTION :
	    PLACE_NOTICE;
}

void
preview_xml(const struct piece *piece, struct buf *out)
{
	char name[NAMES_SIZE];

	names_beside(names_last(piece->job.place), place_suffix(beside(piece)),
	    name);
	buf_puts(out, "<preview xmlns=\"urn:gazette:release:1\" href=\"");
	uri_put_name(out, name);
	buf_puts(out, "\"/>");
}

void
preview_put(struct piece *piece, const struct blob *page)
{
	struct desk *desk;
	struct place_page preview = { PLACE_PREVIEW, page->data, page->len };
	struct why why;

	desk = piece->desk;
	if (page->data == NULL || desk->scan == NULL)
		return;
	if (place_put_beside(scan_dir(desk->scan), piece->job.place, &preview,
		&why) != V_OK)
		log_warn("preview not delivered site=%s job=%s code=%s: %s",
		    desk->config->name, piece->job.uid, why.code, why.text);
}

void
preview_name(const struct desk *desk, const struct catalog_job *job, char *dst,
    size_t size)
{
	char folder[PATH_MAX], name[NAMES_SIZE], place[PATH_MAX];

	dst[0] = '\0';
	if (desk->scan == NULL || job->place[0] == '/' ||
	    names_folder(job->place, folder, sizeof(folder)) == -1)
		return;
	names_beside(names_last(job->place), place_suffix(PLACE_PREVIEW), name);
	if (snprintf(place, sizeof(place), "%s%s%s", folder,
		folder[0] != '\0' ? "/" : "", name) >= (int)sizeof(place))
		return;
	if (faccessat(scan_dir(desk->scan), place, F_OK, AT_SYMLINK_NOFOLLOW) ==
	    0)
		snprintf(dst, size, "%s", name);
}
