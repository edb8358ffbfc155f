/** The documentation of Provena, as the namespace of its own terms; there is no published vocabulary of them. */
export const PROVENA_NAMESPACE = 'https://docs.provena.io/#';
