// Placeholder until the types are generated from the migrations (npm run db:types).
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

type Relation = {
  Row: Record<string, unknown>;
  Insert: Record<string, unknown>;
  Update: Record<string, unknown>;
  Relationships: [];
};

export type Database = {
  public: {
    Tables: Record<string, Relation>;
    Views: Record<string, Relation>;
    Functions: Record<string, { Args: Record<string, unknown>; Returns: Json }>;
    Enums: Record<string, string>;
    CompositeTypes: Record<string, never>;
  };
};
