/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Inside publish: folders whose own names are known to be on the disk.  Every
 * needless fsync is a flush of the disk, so a month's folder is followed up to
 * the root once in the life of a process.
 */
#ifndef PUBLISH_FOLDERS_H
#define PUBLISH_FOLDERS_H

struct folders;

/* As fs_make_dirs(), readable by a web server whatever our umask. */
int folders_make(int root, const char *path);

struct folders *folders_new(void);
/* NULL is accepted. */
void folders_free(struct folders *folders);
int folders_has(const struct folders *folders, const char *path);
void folders_add(struct folders *folders, const char *path);
/* A folder was removed: its name says nothing any more. */
void folders_forget(struct folders *folders);

#endif /* PUBLISH_FOLDERS_H */
