/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whose a picture is.
 *
 * Information about rights may not be taken out of a work (directive
 * 2001/29/EC, article 7), so what EXIF, IPTC-IIM and XMP say of it is read
 * from among all that must not be published, and written anew as a small XMP
 * (ISO 16684-1).  Private to picture.
 */
#ifndef READ_PICTURE_RIGHTS_H
#define READ_PICTURE_RIGHTS_H

#include <stddef.h>

struct buf;

enum picture_right {
	RIGHT_CREATOR,   /* dc:creator */
	RIGHT_CREDIT,    /* photoshop:Credit */
	RIGHT_COPYRIGHT, /* dc:rights */
	RIGHT_TERMS,     /* xmpRights:UsageTerms */
	RIGHT_WEB,       /* xmpRights:WebStatement */
	RIGHT_SOURCE,    /* Iptc4xmpExt:DigitalSourceType: made by a machine? */
	RIGHT_COUNT
};

struct picture_rights {
	char text[RIGHT_COUNT][400]; /* UTF-8, "" where nobody says */
};

/* Take the text of a field, unless it is known; bytes that are not UTF-8
 * are Latin-1. */
void picture_rights_set(struct picture_rights *rights, enum picture_right right,
    const void *text, size_t len);

/* An XMP packet, and the data of a Photoshop segment (APP13, after its
 * name); what can't be read says nothing. */
void picture_rights_read_xmp(struct picture_rights *rights, const void *data,
    size_t len);
void picture_rights_read_iim(struct picture_rights *rights,
    const unsigned char *data, size_t len);

/* Append an XMP packet with what is known; 0 if that is nothing. */
int picture_rights_put(struct buf *out, const struct picture_rights *rights);

#endif /* READ_PICTURE_RIGHTS_H */
