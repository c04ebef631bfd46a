/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exactly the file that was seen.  See claim.h for the contract. */
#include "config.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fsutil.h"
#include "intake/claim.h"

static enum verdict
not_settled(struct why *why)
{
	return why_set(why, V_DEFER, "not-settled",
	    "the file changed while it was taken in");
}

/* Whose fault it is that the file can't be opened. */
static enum verdict
why_not_open(struct why *why)
{
	switch (errno) {
	case ENOENT:
	case ENOTDIR: /* a folder on the way was replaced */
		return not_settled(why);
	case ELOOP:
	case EINVAL: /* as fs_open_file() says of all that is not regular */
	case ENXIO:  /* a socket, or a device without a driver */
	case EISDIR:
		return why_set(why, V_REJECT, "not-a-file",
		    "it is a link, a folder or a device, not a document");
	case EACCES:
	case EPERM:
		return why_set(why, V_REJECT, "not-readable",
		    "the file's rights do not let it be read");
	default:
		return why_errno(why, "opening a document");
	}
}

enum verdict
claim_open(int drop, const char *place, const struct identity *seen,
    int *ret_fd, struct identity *ret, struct why *why)
{
	int fd;
	struct identity now;
	struct stat st;

	if ((fd = fs_open_file(drop, place)) == -1)
		return why_not_open(why);
	if (fstat(fd, &st) == -1) {
		(void)why_errno(why, "opening a document");
		close(fd);
		return why->verdict;
	}
	identity_of(&st, &now);
	if (seen != NULL && !identity_same(&now, seen)) {
		close(fd);
		return not_settled(why);
	}
	if (ret != NULL)
		*ret = now;
	*ret_fd = fd;
	return V_OK;
}
