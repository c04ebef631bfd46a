/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A mutant for tests/system/dropfolder.t: looks at the path, and a moment
 * later opens it.  Linked with --wrap=claim_open.
 */
#include "config.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intake/claim.h"

enum verdict __wrap_claim_open(int drop, const char *place,
    const struct identity *seen, int *ret_fd, struct identity *ret,
    struct why *why);

enum verdict
__wrap_claim_open(int drop, const char *place, const struct identity *seen,
    int *ret_fd, struct identity *ret, struct why *why)
{
	int fd;
	struct stat st;

	(void)seen;
	(void)ret;
	fd = -1;
	if (fstatat(drop, place, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st.st_mode) && usleep(200) == 0)
		fd = openat(drop, place, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return why_set(why, V_DEFER, "not-settled", "gone");
	*ret_fd = fd;
	return V_OK;
}
