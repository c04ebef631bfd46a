/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 (FIPS 180-4) as the 64 lower-case hex digits that name things. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>

enum {
	HASH_HEX_SIZE = 65
};

struct hash;

struct hash *hash_new(void);
void hash_add(struct hash *hash, const void *data, size_t len);

/* Write the digest so far as hex and a NUL; the hash starts again. */
void hash_hex(struct hash *hash, char ret_hex[HASH_HEX_SIZE]);
void hash_free(struct hash *hash);

/* The digest of one piece of memory. */
void hash_of(const void *data, size_t len, char ret_hex[HASH_HEX_SIZE]);

/* The digest of what is left to read of fd.  0, or -1 and errno. */
int hash_fd(int fd, char ret_hex[HASH_HEX_SIZE]);

/* Exactly 64 lower-case hex digits? */
int hash_is_hex(const char *s);

#endif /* BASE_HASH_H */
