/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lies in a shared folder and was never meant for us; and what we wrote
 * there ourselves.
 */
#ifndef INTAKE_JUNK_H
#define INTAKE_JUNK_H

/* Stands within the first 2 KiB of every page that Gazette writes into a drop
 * folder.  What carries it is never taken for a document. */
#define GAZETTE_MARK "<meta name=\"generator\" content=\"Gazette"

enum {
	GAZETTE_MARK_WITHIN = 2048
};

/*
 * Junk of systems, editors and synchronising programs, by name (not place):
 * ignored, never deleted, never reported.  Whatever a person can't see
 * without trying (a name with a dot in front) is junk too.
 */
int junk_is(const char *name);

/* As junk_is(), for a folder: "@eaDir", "__MACOSX", "x.sb-1a2b3c4d-Ab12Cd". */
int junk_is_folder(const char *name);

/*
 * Is there beside the document name in the folder dir a lock of Word
 * ("~$name", or without the name's first one or two characters) or of
 * LibreOffice (".~lock.name#")?  However old: a lock leads to a question,
 * never to publication.
 */
int junk_is_locked(int dir, const char *name);

/*
 * Does dir/name carry our mark?  Reads nothing but a regular file whose name
 * ends in .html, .htm or .xhtml; what can't be read carries none.
 */
int junk_is_own(int dir, const char *name);

#endif /* INTAKE_JUNK_H */
