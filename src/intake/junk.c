/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was never meant for us.  See junk.h for the contract. */
#include "config.h"

#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/names.h"
#include "intake/junk.h"

#define HEX8 "[0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F][0-9A-F]"

/* A safe save of macOS: "Rapport.docx.sb-1a2b3c4d-Ab12Cd". */
#define SAFE_SAVE "*.sb-[0-9a-f]*-*"

/* fnmatch(3), in any case.  Whatever begins with a dot is junk anyway. */
static const char *const junk_files[] = {
	"desktop.ini",   /* Explorer */
	"thumbs.db",     /* Explorer */
	"ehthumbs.db",   /* Explorer */
	"icon\r",        /* Finder */
	"~$*",           /* Word's lock */
	"~syncthing~*",  /* Syncthing on Windows */
	"*.tmp",         /* everybody; Word: ~WRD0001.tmp */
	"*.part",        /* Firefox, rsync */
	"*.partial",     /* rsync, Edge */
	"*.filepart",    /* WinSCP */
	"*.crdownload",  /* Chrome */
	"*.download",    /* Safari */
	"*.sw?",         /* vim */
	"*~",            /* emacs and its kin */
	"#*#",           /* emacs */
	SAFE_SAVE,       /* macOS */
	"*@syno*stream", /* Synology */
};

static const char *const junk_folders[] = {
	"@eadir",       /* Synology */
	"#recycle",     /* Synology */
	"#snapshot",    /* Synology */
	"@recycle",     /* QNAP */
	"$recycle.bin", /* Windows */
	"system volume information",
	"lost+found",
	"__macosx",        /* what macOS packs into a ZIP */
	"temporary items", /* macOS */
	"network trash folder",
	SAFE_SAVE,
};

static int
matches(const char *name, const char *const *patterns, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (fnmatch(patterns[i], name, FNM_NOESCAPE | FNM_CASEFOLD) ==
		    0)
			return 1;
	return 0;
}

int
junk_is(const char *name)
{
	if (name[0] == '.')
		return 1;
	/* Excel saves under eight digits and no extension, then renames. */
	return fnmatch(HEX8, name, FNM_NOESCAPE) == 0 ||
	    matches(name, junk_files,
		sizeof(junk_files) / sizeof(junk_files[0]));
}

int
junk_is_folder(const char *name)
{
	return name[0] == '.' ||
	    matches(name, junk_folders,
		sizeof(junk_folders) / sizeof(junk_folders[0]));
}

static int
exists(int dir, const char *before, const char *name, const char *after)
{
	char lock[2 * NAMES_SIZE]; /* a longer one than 255 can't exist */
	struct stat st;

	snprintf(lock, sizeof(lock), "%s%s%s", before, name, after);
	return fstatat(dir, lock, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

static const char *
skip_character(const char *s)
{
	if (*s != '\0')
		s++;
	while (((unsigned char)*s & 0xc0) == 0x80)
		s++;
	return s;
}

int
junk_is_locked(int dir, const char *name)
{
	int i;
	const char *rest = name;

	if (exists(dir, ".~lock.", name, "#"))
		return 1;
	/* Word leaves out one character of a stem of seven, two of a longer
	 * one; which it was is nothing to rely on. */
	for (i = 0; i < 3; i++) {
		if (exists(dir, "~$", rest, ""))
			return 1;
		rest = skip_character(rest);
	}
	return 0;
}

int
junk_is_own(int dir, const char *name)
{
	char head[GAZETTE_MARK_WITHIN];
	int fd;
	ssize_t n = -1;
	struct stat st;

	if (!names_end_with(name, ".html") && !names_end_with(name, ".htm") &&
	    !names_end_with(name, ".xhtml"))
		return 0;
	fd = openat(dir, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd == -1)
		return 0;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		n = pread(fd, head, sizeof(head), 0);
	close(fd);
	return n > 0 &&
	    memmem(head, (size_t)n, GAZETTE_MARK, strlen(GAZETTE_MARK)) != NULL;
}
