/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which links may be published, and where a part's relationship leads.
 */
#ifndef BASE_URI_H
#define BASE_URI_H

struct buf;

enum uri_kind {
	URI_REFUSED,  /* any other scheme, relative, empty, a path, UNC */
	URI_WEB,      /* http, https */
	URI_MAIL,     /* mailto */
	URI_TEL,      /* tel */
	URI_FRAGMENT, /* "#id" */
};

/*
 * Decide about a link as a document writes it.  White space at both ends, C0
 * controls, and characters without width go first, as a browser would drop
 * them; then the scheme decides, also behind percent signs.  What is allowed
 * is appended to out ready for an attribute's value: only characters of RFC
 * 3986, everything else as %NN of its UTF-8, so that no quote or bracket
 * gets through.  "www.example.org/x" is taken as https.  Hosts with
 * user:password@ are refused.
 */
enum uri_kind uri_clean(struct buf *out, const char *raw);

/* Append the name of a file as a link to it from a page in its folder: every
 * byte that is not unreserved (RFC 3986, 2.3) as %NN. */
void uri_put_name(struct buf *out, const char *name);

/*
 * The part that target means in the relationships of the part source ("" is
 * the package): RFC 3986, 5.2 on part names, percent-decoded (ECMA-376-2,
 * 9.1.1), without the leading slash and any fragment.  The caller frees;
 * NULL where it leads out of the package or is no part name.
 */
char *uri_resolve_part(const char *source, const char *target);

#endif /* BASE_URI_H */
