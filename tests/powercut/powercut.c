/* What a disk would hold if the power went now: loaded before a program (LD_PRELOAD), it keeps beside every file under
 * $POWERCUT_LIVE a copy under $POWERCUT_DISK of what it was when it was last synced. What was written and not synced is
 * in no copy, so a power cut is: stop the program, and go on with the copies.
 *
 * - fsync, fdatasync: the file's present content becomes its copy.
 * - fsync of a folder: names that are gone from it go from the copies.
 * - rename: takes the copy along if there is one; a file that was renamed and never synced leaves the old one in place.
 *
 * That is less than most file systems keep, which write data back by themselves after some seconds.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int copied(const char *path, char *copy) {
    const char *live = getenv("POWERCUT_LIVE"), *disk = getenv("POWERCUT_DISK");
    size_t length;
    if (live == NULL || disk == NULL) return 0;
    length = strlen(live);
    if (strncmp(path, live, length) != 0 || (path[length] != '/' && path[length] != '\0')) return 0;
    return snprintf(copy, PATH_MAX, "%s%s", disk, path + length) < PATH_MAX;
}

static int path_of(int fd, char *path) {
    char link[64];
    ssize_t length;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = '\0';
    return 1;
}

static void make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

static void keep_file(const char *path, char *copy) {
    static __thread char buffer[1 << 16];
    char fresh[PATH_MAX + 32];
    ssize_t got;
    int from = open(path, O_RDONLY | O_CLOEXEC), to;
    if (from < 0) return;
    make_folders(copy);
    snprintf(fresh, sizeof fresh, "%s.cut-%d", copy, (int) getpid());
    to = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (to >= 0) {
        off_t place = 0;
        while ((got = pread(from, buffer, sizeof buffer, place)) > 0) {
            if (write(to, buffer, got) != got) abort();
            place += got;
        }
        close(to);
        renameat(AT_FDCWD, fresh, AT_FDCWD, copy); /* which is not the one below */
    }
    close(from);
}

static void keep_names(const char *path, const char *copy) {
    char live[PATH_MAX], kept[PATH_MAX];
    struct dirent *each;
    struct stat found;
    DIR *folder = opendir(copy);
    if (folder == NULL) return;
    while ((each = readdir(folder)) != NULL) {
        if (each->d_name[0] == '.' && (each->d_name[1] == '\0' || each->d_name[1] == '.')) continue;
        if (strstr(each->d_name, ".cut-") != NULL) continue;
        if (snprintf(live, sizeof live, "%s/%s", path, each->d_name) >= (int) sizeof live) continue;
        if (snprintf(kept, sizeof kept, "%s/%s", copy, each->d_name) >= (int) sizeof kept) continue;
        if (lstat(live, &found) != 0 && errno == ENOENT && lstat(kept, &found) == 0 && S_ISREG(found.st_mode)) unlink(kept);
    }
    closedir(folder);
}

static void synced(int fd) {
    char path[PATH_MAX], copy[PATH_MAX];
    struct stat what;
    int before = errno;
    if (path_of(fd, path) && copied(path, copy) && fstat(fd, &what) == 0) {
        if (S_ISREG(what.st_mode)) keep_file(path, copy);
        if (S_ISDIR(what.st_mode)) keep_names(path, copy);
    }
    errno = before;
}

int fsync(int fd) {
    synced(fd);
    return 0;
}

int fdatasync(int fd) {
    synced(fd);
    return 0;
}

static char *absolute(const char *path) {
    char *made = NULL, *here = path[0] == '/' ? strdup("") : getcwd(NULL, 0);
    if (here != NULL && asprintf(&made, "%s%s%s", here, path[0] == '/' ? "" : "/", path) < 0) made = NULL;
    free(here);
    return made;
}

int rename(const char *old, const char *new) {
    static int (*real)(const char *, const char *);
    char from[PATH_MAX], to[PATH_MAX];
    int done;
    if (real == NULL) real = (int (*)(const char *, const char *)) dlsym(RTLD_NEXT, "rename");
    done = real(old, new);
    if (done == 0) {
        int before = errno;
        char *was = absolute(old), *is = absolute(new);
        if (was != NULL && is != NULL && copied(was, from) && copied(is, to)) {
            make_folders(to);
            real(from, to);
        }
        free(was);
        free(is);
        errno = before;
    }
    return done;
}
