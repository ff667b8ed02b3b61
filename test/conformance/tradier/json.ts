/** Anything that JSON can hold, for looking into answers. */
export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json }
