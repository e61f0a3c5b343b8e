export interface Config {
  tenancy?: {
    search?: {
      /**
       * Types of search documents that every signed-in user may find. For
       * documents that belong to no catalog entity and name no audience;
       * only operators and auditors find those of other types.
       */
      public?: string[];
    };
  };
}
