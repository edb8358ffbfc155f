/** Realm roles that routes require. A caller needs all roles of a list. */
export const READ = ['entity-registry-read'];
export const WRITE = [...READ, 'entity-registry-write'];
export const ADMIN = [...WRITE, 'entity-registry-admin'];
/** Any valid token. */
export const ANY_USER: string[] = [];

export const SYSTEM_READ = ['sys-admin-read'];
export const SYSTEM_WRITE = [...SYSTEM_READ, 'sys-admin-write'];
export const SYSTEM_ADMIN = [...SYSTEM_WRITE, 'sys-admin-admin'];

/** The auth API requires one role: no level includes a lower one. */
export const AUTH_READ = ['sys-admin-read'];
export const AUTH_WRITE = ['sys-admin-write'];
export const AUTH_ADMIN = ['sys-admin-admin'];

export const HANDLE_READ = ['handle-read'];
export const HANDLE_WRITE = [...HANDLE_READ, 'handle-write'];
export const HANDLE_ADMIN = [...HANDLE_WRITE, 'handle-admin'];

export const JOB_READ = ['job-service-read'];
export const JOB_WRITE = [...JOB_READ, 'job-service-write'];
export const JOB_ADMIN = [...JOB_WRITE, 'job-service-admin'];
