// Written by `npm run db:types` from the migrations. Do not edit.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      agent_availability: {
        Row: {
          agent_id: string;
          created_at: string;
          id: string;
          time_zone: string;
          updated_at: string;
          valid_from: string;
          version: number;
          windows: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          agent_id: string;
          created_at?: string;
          id?: string;
          time_zone: string;
          updated_at?: string;
          valid_from: string;
          version?: number;
          windows: NonNullable<Json>;
        };
        Update: {
          agent_id?: string;
          created_at?: string;
          id?: string;
          time_zone?: string;
          updated_at?: string;
          valid_from?: string;
          version?: number;
          windows?: NonNullable<Json>;
        };
        Relationships: [
          {
            foreignKeyName: "agent_availability_agent_id_fkey";
            columns: ["agent_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      agent_call_profiles: {
        Row: {
          agent_id: string;
          updated_at: string;
          video_url: string | null;
        };
        ComputedFields: never;
        Insert: {
          agent_id: string;
          updated_at?: string;
          video_url?: string | null;
        };
        Update: {
          agent_id?: string;
          updated_at?: string;
          video_url?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "agent_call_profiles_agent_id_fkey";
            columns: ["agent_id"];
            isOneToOne: true;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      agent_call_skills: {
        Row: {
          agent_id: string;
          category: string;
        };
        ComputedFields: never;
        Insert: {
          agent_id: string;
          category: string;
        };
        Update: {
          agent_id?: string;
          category?: string;
        };
        Relationships: [
          {
            foreignKeyName: "agent_call_skills_agent_id_fkey";
            columns: ["agent_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "agent_call_skills_category_fkey";
            columns: ["category"];
            isOneToOne: false;
            referencedRelation: "ticket_categories";
            referencedColumns: ["slug"];
          },
        ];
      };
      agent_time_off: {
        Row: {
          agent_id: string;
          created_at: string;
          ends_at: string;
          id: string;
          note: string | null;
          starts_at: string;
        };
        ComputedFields: never;
        Insert: {
          agent_id: string;
          created_at?: string;
          ends_at: string;
          id?: string;
          note?: string | null;
          starts_at: string;
        };
        Update: {
          agent_id?: string;
          created_at?: string;
          ends_at?: string;
          id?: string;
          note?: string | null;
          starts_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "agent_time_off_agent_id_fkey";
            columns: ["agent_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      app_settings: {
        Row: {
          is_public: boolean;
          key: string;
          updated_at: string;
          value: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          is_public?: boolean;
          key: string;
          updated_at?: string;
          value: NonNullable<Json>;
        };
        Update: {
          is_public?: boolean;
          key?: string;
          updated_at?: string;
          value?: NonNullable<Json>;
        };
        Relationships: [];
      };
      automation_rules: {
        Row: {
          actions: NonNullable<Json>;
          conditions: NonNullable<Json>;
          created_at: string;
          event: string;
          id: string;
          is_active: boolean;
          name: string;
          position: number;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          actions: NonNullable<Json>;
          conditions?: NonNullable<Json>;
          created_at?: string;
          event: string;
          id?: string;
          is_active?: boolean;
          name: string;
          position?: number;
          updated_at?: string;
          version?: number;
        };
        Update: {
          actions?: NonNullable<Json>;
          conditions?: NonNullable<Json>;
          created_at?: string;
          event?: string;
          id?: string;
          is_active?: boolean;
          name?: string;
          position?: number;
          updated_at?: string;
          version?: number;
        };
        Relationships: [];
      };
      automation_runs: {
        Row: {
          created_at: string;
          event: string;
          id: string;
          outcome: string;
          results: NonNullable<Json>;
          rule_id: string | null;
          rule_name: string;
          ticket_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          event: string;
          id?: string;
          outcome: string;
          results?: NonNullable<Json>;
          rule_id?: string | null;
          rule_name: string;
          ticket_id: string;
        };
        Update: {
          created_at?: string;
          event?: string;
          id?: string;
          outcome?: string;
          results?: NonNullable<Json>;
          rule_id?: string | null;
          rule_name?: string;
          ticket_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "automation_runs_rule_id_fkey";
            columns: ["rule_id"];
            isOneToOne: false;
            referencedRelation: "automation_rules";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "automation_runs_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      availability_exceptions: {
        Row: {
          agent_id: string;
          created_at: string;
          day: string;
          id: string;
          note: string | null;
          time_zone: string;
          windows: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          agent_id: string;
          created_at?: string;
          day: string;
          id?: string;
          note?: string | null;
          time_zone: string;
          windows?: NonNullable<Json>;
        };
        Update: {
          agent_id?: string;
          created_at?: string;
          day?: string;
          id?: string;
          note?: string | null;
          time_zone?: string;
          windows?: NonNullable<Json>;
        };
        Relationships: [
          {
            foreignKeyName: "availability_exceptions_agent_id_fkey";
            columns: ["agent_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      business_hours: {
        Row: {
          closes: string;
          id: string;
          opens: string;
          weekday: number;
        };
        ComputedFields: never;
        Insert: {
          closes: string;
          id?: string;
          opens: string;
          weekday: number;
        };
        Update: {
          closes?: string;
          id?: string;
          opens?: string;
          weekday?: number;
        };
        Relationships: [];
      };
      call_actions: {
        Row: {
          call_id: string;
          created_at: string;
          customer_confirmed_at: string | null;
          customer_confirmed_by: string | null;
          declined_at: string | null;
          declined_by: string | null;
          done_at: string | null;
          due_on: string | null;
          id: string;
          owner: string;
          proposed_by: string;
          proposer_name: string;
          staff_confirmed_at: string | null;
          staff_confirmed_by: string | null;
          text: string;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          created_at?: string;
          customer_confirmed_at?: string | null;
          customer_confirmed_by?: string | null;
          declined_at?: string | null;
          declined_by?: string | null;
          done_at?: string | null;
          due_on?: string | null;
          id?: string;
          owner: string;
          proposed_by: string;
          proposer_name: string;
          staff_confirmed_at?: string | null;
          staff_confirmed_by?: string | null;
          text: string;
        };
        Update: {
          call_id?: string;
          created_at?: string;
          customer_confirmed_at?: string | null;
          customer_confirmed_by?: string | null;
          declined_at?: string | null;
          declined_by?: string | null;
          done_at?: string | null;
          due_on?: string | null;
          id?: string;
          owner?: string;
          proposed_by?: string;
          proposer_name?: string;
          staff_confirmed_at?: string | null;
          staff_confirmed_by?: string | null;
          text?: string;
        };
        Relationships: [
          {
            foreignKeyName: "call_actions_call_id_fkey";
            columns: ["call_id"];
            isOneToOne: false;
            referencedRelation: "scheduled_calls";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "call_actions_customer_confirmed_by_fkey";
            columns: ["customer_confirmed_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "call_actions_staff_confirmed_by_fkey";
            columns: ["staff_confirmed_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      call_events: {
        Row: {
          actor_id: string | null;
          actor_name: string;
          actor_type: Database["public"]["Enums"]["message_author"];
          call_id: string;
          created_at: string;
          id: string;
          new_starts_at: string | null;
          note: string | null;
          old_starts_at: string | null;
          type: string;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string | null;
          actor_name: string;
          actor_type: Database["public"]["Enums"]["message_author"];
          call_id: string;
          created_at?: string;
          id?: string;
          new_starts_at?: string | null;
          note?: string | null;
          old_starts_at?: string | null;
          type: string;
        };
        Update: {
          actor_id?: string | null;
          actor_name?: string;
          actor_type?: Database["public"]["Enums"]["message_author"];
          call_id?: string;
          created_at?: string;
          id?: string;
          new_starts_at?: string | null;
          note?: string | null;
          old_starts_at?: string | null;
          type?: string;
        };
        Relationships: [
          {
            foreignKeyName: "call_events_actor_id_fkey";
            columns: ["actor_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "call_events_call_id_fkey";
            columns: ["call_id"];
            isOneToOne: false;
            referencedRelation: "scheduled_calls";
            referencedColumns: ["id"];
          },
        ];
      };
      call_notes: {
        Row: {
          author_id: string | null;
          author_name: string;
          body: string;
          call_id: string;
          created_at: string;
          id: string;
        };
        ComputedFields: never;
        Insert: {
          author_id?: string | null;
          author_name: string;
          body: string;
          call_id: string;
          created_at?: string;
          id?: string;
        };
        Update: {
          author_id?: string | null;
          author_name?: string;
          body?: string;
          call_id?: string;
          created_at?: string;
          id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "call_notes_author_id_fkey";
            columns: ["author_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "call_notes_call_id_fkey";
            columns: ["call_id"];
            isOneToOne: false;
            referencedRelation: "scheduled_calls";
            referencedColumns: ["id"];
          },
        ];
      };
      call_transcripts: {
        Row: {
          call_id: string;
          content_hash: string | null;
          created_at: string;
          customer_id: string;
          external_id: string | null;
          file_name: string | null;
          format: string;
          segments: NonNullable<Json>;
          source: string | null;
          summary: string | null;
          summary_by: string | null;
          summary_model: string | null;
          text: string;
          updated_at: string;
          uploaded_by: string | null;
          version: number;
          words: unknown;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          content_hash?: string | null;
          created_at?: string;
          customer_id: string;
          external_id?: string | null;
          file_name?: string | null;
          format: string;
          segments?: NonNullable<Json>;
          source?: string | null;
          summary?: string | null;
          summary_by?: string | null;
          summary_model?: string | null;
          text: string;
          updated_at?: string;
          uploaded_by?: string | null;
          version?: number;
          words?: never;
        };
        Update: {
          call_id?: string;
          content_hash?: string | null;
          created_at?: string;
          customer_id?: string;
          external_id?: string | null;
          file_name?: string | null;
          format?: string;
          segments?: NonNullable<Json>;
          source?: string | null;
          summary?: string | null;
          summary_by?: string | null;
          summary_model?: string | null;
          text?: string;
          updated_at?: string;
          uploaded_by?: string | null;
          version?: number;
          words?: never;
        };
        Relationships: [
          {
            foreignKeyName: "call_transcripts_call_id_fkey";
            columns: ["call_id"];
            isOneToOne: true;
            referencedRelation: "scheduled_calls";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "call_transcripts_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "call_transcripts_uploaded_by_fkey";
            columns: ["uploaded_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      call_waitlist: {
        Row: {
          call_id: string;
          created_at: string;
          customer_id: string;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          call_id: string;
          created_at?: string;
          customer_id: string;
          user_id?: string | null;
        };
        Update: {
          call_id?: string;
          created_at?: string;
          customer_id?: string;
          user_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "call_waitlist_call_id_fkey";
            columns: ["call_id"];
            isOneToOne: true;
            referencedRelation: "scheduled_calls";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "call_waitlist_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "call_waitlist_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      chatbot_actions: {
        Row: {
          created_at: string;
          decided_at: string | null;
          expires_at: string;
          facts: NonNullable<Json>;
          id: string;
          input: NonNullable<Json>;
          kind: string;
          message_id: string;
          result: Json | null;
          session_id: string;
          status: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          decided_at?: string | null;
          expires_at?: string;
          facts: NonNullable<Json>;
          id?: string;
          input: NonNullable<Json>;
          kind: string;
          message_id: string;
          result?: Json | null;
          session_id: string;
          status?: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          decided_at?: string | null;
          expires_at?: string;
          facts?: NonNullable<Json>;
          id?: string;
          input?: NonNullable<Json>;
          kind?: string;
          message_id?: string;
          result?: Json | null;
          session_id?: string;
          status?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "chatbot_actions_message_id_fkey";
            columns: ["message_id"];
            isOneToOne: false;
            referencedRelation: "chatbot_messages";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "chatbot_actions_session_id_fkey";
            columns: ["session_id"];
            isOneToOne: false;
            referencedRelation: "chatbot_sessions";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "chatbot_actions_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      chatbot_messages: {
        Row: {
          answerer: string | null;
          body: string;
          citations: NonNullable<Json>;
          claimed_at: string | null;
          created_at: string;
          feedback: string | null;
          feedback_reason: string | null;
          id: string;
          model: string | null;
          offer_reason: string | null;
          position: number;
          role: string;
          saved_at: string;
          session_id: string;
          status: Database["public"]["Enums"]["answer_status"];
          superseded_by: string | null;
          tokens: number;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          answerer?: string | null;
          body?: string;
          citations?: NonNullable<Json>;
          claimed_at?: string | null;
          created_at?: string;
          feedback?: string | null;
          feedback_reason?: string | null;
          id?: string;
          model?: string | null;
          offer_reason?: string | null;
          position: number;
          role: string;
          saved_at?: string;
          session_id: string;
          status?: Database["public"]["Enums"]["answer_status"];
          superseded_by?: string | null;
          tokens?: number;
          user_id: string;
        };
        Update: {
          answerer?: string | null;
          body?: string;
          citations?: NonNullable<Json>;
          claimed_at?: string | null;
          created_at?: string;
          feedback?: string | null;
          feedback_reason?: string | null;
          id?: string;
          model?: string | null;
          offer_reason?: string | null;
          position?: number;
          role?: string;
          saved_at?: string;
          session_id?: string;
          status?: Database["public"]["Enums"]["answer_status"];
          superseded_by?: string | null;
          tokens?: number;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "chatbot_messages_session_id_fkey";
            columns: ["session_id"];
            isOneToOne: false;
            referencedRelation: "chatbot_sessions";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "chatbot_messages_superseded_by_fkey";
            columns: ["superseded_by"];
            isOneToOne: false;
            referencedRelation: "chatbot_messages";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "chatbot_messages_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      chatbot_sessions: {
        Row: {
          created_at: string;
          customer_id: string;
          id: string;
          last_message_at: string;
          message_count: number;
          status: string;
          summary: string | null;
          summary_by: string | null;
          summary_tried_at: string | null;
          ticket_id: string | null;
          title: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          customer_id: string;
          id?: string;
          last_message_at?: string;
          message_count?: number;
          status?: string;
          summary?: string | null;
          summary_by?: string | null;
          summary_tried_at?: string | null;
          ticket_id?: string | null;
          title: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          customer_id?: string;
          id?: string;
          last_message_at?: string;
          message_count?: number;
          status?: string;
          summary?: string | null;
          summary_by?: string | null;
          summary_tried_at?: string | null;
          ticket_id?: string | null;
          title?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "chatbot_sessions_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "chatbot_sessions_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "chatbot_sessions_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      checkout_sessions: {
        Row: {
          amount: number;
          charged: number | null;
          created_at: string;
          created_by: string | null;
          currency: string;
          expires_at: string;
          id: string;
          invoice_id: string;
          provider: string | null;
          provider_session_id: string | null;
          status: string;
          updated_at: string;
          url: string | null;
        };
        ComputedFields: never;
        Insert: {
          amount: number;
          charged?: number | null;
          created_at?: string;
          created_by?: string | null;
          currency: string;
          expires_at?: string;
          id?: string;
          invoice_id: string;
          provider?: string | null;
          provider_session_id?: string | null;
          status?: string;
          updated_at?: string;
          url?: string | null;
        };
        Update: {
          amount?: number;
          charged?: number | null;
          created_at?: string;
          created_by?: string | null;
          currency?: string;
          expires_at?: string;
          id?: string;
          invoice_id?: string;
          provider?: string | null;
          provider_session_id?: string | null;
          status?: string;
          updated_at?: string;
          url?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "checkout_sessions_created_by_fkey";
            columns: ["created_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "checkout_sessions_invoice_id_fkey";
            columns: ["invoice_id"];
            isOneToOne: false;
            referencedRelation: "invoices";
            referencedColumns: ["id"];
          },
        ];
      };
      classifier_models: {
        Row: {
          digest: string;
          examples: number;
          format: number;
          id: string;
          is_active: boolean;
          label_counts: NonNullable<Json>;
          metrics: NonNullable<Json>;
          requested_by: string | null;
          seconds: number;
          trained_at: string;
        };
        ComputedFields: never;
        Insert: {
          digest: string;
          examples: number;
          format?: number;
          id?: string;
          is_active?: boolean;
          label_counts: NonNullable<Json>;
          metrics: NonNullable<Json>;
          requested_by?: string | null;
          seconds: number;
          trained_at?: string;
        };
        Update: {
          digest?: string;
          examples?: number;
          format?: number;
          id?: string;
          is_active?: boolean;
          label_counts?: NonNullable<Json>;
          metrics?: NonNullable<Json>;
          requested_by?: string | null;
          seconds?: number;
          trained_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "classifier_models_requested_by_fkey";
            columns: ["requested_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      consents: {
        Row: {
          created_at: string;
          customer_id: string;
          id: string;
          is_given: boolean;
          purpose: string;
          user_id: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          customer_id: string;
          id?: string;
          is_given: boolean;
          purpose: string;
          user_id?: string | null;
          version: number;
        };
        Update: {
          created_at?: string;
          customer_id?: string;
          id?: string;
          is_given?: boolean;
          purpose?: string;
          user_id?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "consents_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "consents_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      custom_domains: {
        Row: {
          attempts: number;
          certificate: Json | null;
          check_number: number;
          checked_at: string | null;
          checking_since: string;
          created_at: string;
          customer_id: string;
          expected_addresses: string[];
          expected_target: string;
          found: NonNullable<Json>;
          hostname: string;
          id: string;
          misses: number;
          missing_since: string | null;
          next_check_at: string | null;
          requested_by: string | null;
          status: Database["public"]["Enums"]["domain_status"];
          txt_challenge: string;
          updated_at: string;
          verified_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          certificate?: Json | null;
          check_number?: number;
          checked_at?: string | null;
          checking_since?: string;
          created_at?: string;
          customer_id: string;
          expected_addresses?: string[];
          expected_target?: string;
          found?: NonNullable<Json>;
          hostname: string;
          id?: string;
          misses?: number;
          missing_since?: string | null;
          next_check_at?: string | null;
          requested_by?: string | null;
          status?: Database["public"]["Enums"]["domain_status"];
          txt_challenge?: string;
          updated_at?: string;
          verified_at?: string | null;
        };
        Update: {
          attempts?: number;
          certificate?: Json | null;
          check_number?: number;
          checked_at?: string | null;
          checking_since?: string;
          created_at?: string;
          customer_id?: string;
          expected_addresses?: string[];
          expected_target?: string;
          found?: NonNullable<Json>;
          hostname?: string;
          id?: string;
          misses?: number;
          missing_since?: string | null;
          next_check_at?: string | null;
          requested_by?: string | null;
          status?: Database["public"]["Enums"]["domain_status"];
          txt_challenge?: string;
          updated_at?: string;
          verified_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "custom_domains_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "custom_domains_requested_by_fkey";
            columns: ["requested_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      customer_addresses: {
        Row: {
          address: NonNullable<Json>;
          created_at: string;
          customer_id: string;
          id: string;
          label: string | null;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          address: NonNullable<Json>;
          created_at?: string;
          customer_id: string;
          id?: string;
          label?: string | null;
          updated_at?: string;
          version?: number;
        };
        Update: {
          address?: NonNullable<Json>;
          created_at?: string;
          customer_id?: string;
          id?: string;
          label?: string | null;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "customer_addresses_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      customer_preferences: {
        Row: {
          email_enabled: boolean;
          locale: string | null;
          theme: Database["public"]["Enums"]["theme_choice"];
          time_zone: string | null;
          updated_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          email_enabled?: boolean;
          locale?: string | null;
          theme?: Database["public"]["Enums"]["theme_choice"];
          time_zone?: string | null;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          email_enabled?: boolean;
          locale?: string | null;
          theme?: Database["public"]["Enums"]["theme_choice"];
          time_zone?: string | null;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "customer_preferences_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: true;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      customer_profiles: {
        Row: {
          account_status: Database["public"]["Enums"]["account_status"];
          billing_address: NonNullable<Json>;
          company_name: string | null;
          created_at: string;
          customer_number: string;
          email: string | null;
          external_id: string | null;
          full_name: string;
          id: string;
          kind: Database["public"]["Enums"]["customer_kind"];
          locale: string;
          name_verified_at: string | null;
          phone: string | null;
          phone_is_claimed: boolean;
          processing_restricted_at: string | null;
          shipping_address: NonNullable<Json>;
          source: string;
          time_zone: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          account_status?: Database["public"]["Enums"]["account_status"];
          billing_address?: NonNullable<Json>;
          company_name?: string | null;
          created_at?: string;
          customer_number?: string;
          email?: string | null;
          external_id?: string | null;
          full_name: string;
          id?: string;
          kind?: Database["public"]["Enums"]["customer_kind"];
          locale?: string;
          name_verified_at?: string | null;
          phone?: string | null;
          phone_is_claimed?: boolean;
          processing_restricted_at?: string | null;
          shipping_address?: NonNullable<Json>;
          source?: string;
          time_zone?: string;
          updated_at?: string;
          version?: number;
        };
        Update: {
          account_status?: Database["public"]["Enums"]["account_status"];
          billing_address?: NonNullable<Json>;
          company_name?: string | null;
          created_at?: string;
          customer_number?: string;
          email?: string | null;
          external_id?: string | null;
          full_name?: string;
          id?: string;
          kind?: Database["public"]["Enums"]["customer_kind"];
          locale?: string;
          name_verified_at?: string | null;
          phone?: string | null;
          phone_is_claimed?: boolean;
          processing_restricted_at?: string | null;
          shipping_address?: NonNullable<Json>;
          source?: string;
          time_zone?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [];
      };
      customer_services: {
        Row: {
          address: NonNullable<Json>;
          allowance_bytes: number | null;
          bandwidth_mbps: number | null;
          content_hash: string | null;
          contract_ends_on: string | null;
          created_at: string;
          currency: string;
          customer_id: string;
          ends_on: string | null;
          external_id: string | null;
          id: string;
          name: string;
          notice_days: number;
          package: string;
          price: number;
          source: string;
          started_on: string | null;
          status: Database["public"]["Enums"]["service_status"];
          status_note: string | null;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          address?: NonNullable<Json>;
          allowance_bytes?: number | null;
          bandwidth_mbps?: number | null;
          content_hash?: string | null;
          contract_ends_on?: string | null;
          created_at?: string;
          currency?: string;
          customer_id: string;
          ends_on?: string | null;
          external_id?: string | null;
          id?: string;
          name: string;
          notice_days?: number;
          package: string;
          price: number;
          source?: string;
          started_on?: string | null;
          status?: Database["public"]["Enums"]["service_status"];
          status_note?: string | null;
          updated_at?: string;
          version?: number;
        };
        Update: {
          address?: NonNullable<Json>;
          allowance_bytes?: number | null;
          bandwidth_mbps?: number | null;
          content_hash?: string | null;
          contract_ends_on?: string | null;
          created_at?: string;
          currency?: string;
          customer_id?: string;
          ends_on?: string | null;
          external_id?: string | null;
          id?: string;
          name?: string;
          notice_days?: number;
          package?: string;
          price?: number;
          source?: string;
          started_on?: string | null;
          status?: Database["public"]["Enums"]["service_status"];
          status_note?: string | null;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "customer_services_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      documents: {
        Row: {
          bytes: number;
          created_at: string;
          customer_id: string;
          file_name: string;
          id: string;
          kind: string;
          sha256: string;
          storage_path: string;
          subject_id: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          bytes: number;
          created_at?: string;
          customer_id: string;
          file_name: string;
          id?: string;
          kind: string;
          sha256: string;
          storage_path: string;
          subject_id: string;
          version?: number;
        };
        Update: {
          bytes?: number;
          created_at?: string;
          customer_id?: string;
          file_name?: string;
          id?: string;
          kind?: string;
          sha256?: string;
          storage_path?: string;
          subject_id?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "documents_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      email_logs: {
        Row: {
          body_html: string | null;
          body_text: string | null;
          bounce_reason: string | null;
          bounced_at: string | null;
          created_at: string;
          customer_id: string | null;
          dedupe_key: string | null;
          error: string | null;
          id: string;
          message_id: string | null;
          reply_to: string | null;
          status: Database["public"]["Enums"]["email_status"];
          subject: string;
          template: string;
          ticket_id: string | null;
          to_address: string;
        };
        ComputedFields: never;
        Insert: {
          body_html?: string | null;
          body_text?: string | null;
          bounce_reason?: string | null;
          bounced_at?: string | null;
          created_at?: string;
          customer_id?: string | null;
          dedupe_key?: string | null;
          error?: string | null;
          id?: string;
          message_id?: string | null;
          reply_to?: string | null;
          status?: Database["public"]["Enums"]["email_status"];
          subject: string;
          template: string;
          ticket_id?: string | null;
          to_address: string;
        };
        Update: {
          body_html?: string | null;
          body_text?: string | null;
          bounce_reason?: string | null;
          bounced_at?: string | null;
          created_at?: string;
          customer_id?: string | null;
          dedupe_key?: string | null;
          error?: string | null;
          id?: string;
          message_id?: string | null;
          reply_to?: string | null;
          status?: Database["public"]["Enums"]["email_status"];
          subject?: string;
          template?: string;
          ticket_id?: string | null;
          to_address?: string;
        };
        Relationships: [
          {
            foreignKeyName: "email_logs_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "email_logs_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      email_suppressions: {
        Row: {
          address: string;
          detail: string | null;
          reason: string | null;
          soft_bounces: number;
          suppressed_at: string | null;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          address: string;
          detail?: string | null;
          reason?: string | null;
          soft_bounces?: number;
          suppressed_at?: string | null;
          updated_at?: string;
        };
        Update: {
          address?: string;
          detail?: string | null;
          reason?: string | null;
          soft_bounces?: number;
          suppressed_at?: string | null;
          updated_at?: string;
        };
        Relationships: [];
      };
      holidays: {
        Row: {
          day: string;
          name: string;
        };
        ComputedFields: never;
        Insert: {
          day: string;
          name: string;
        };
        Update: {
          day?: string;
          name?: string;
        };
        Relationships: [];
      };
      inbound_emails: {
        Row: {
          authentication: string;
          body_text: string | null;
          content_type: string;
          customer_id: string | null;
          decided_at: string | null;
          decided_by: string | null;
          decision: Json | null;
          dedupe_key: string | null;
          files: NonNullable<Json>;
          from_address: string | null;
          from_name: string | null;
          id: string;
          message_id: string | null;
          processed_at: string | null;
          raw_path: string | null;
          reason: string | null;
          received_at: string;
          recipients: string[];
          reply_is_senders: boolean;
          reply_ticket_id: string | null;
          sent_at: string | null;
          sha256: string;
          size: number;
          state: Database["public"]["Enums"]["inbound_email_state"];
          subject: string;
          thread_ids: string[];
          ticket_id: string | null;
          ticket_message_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          authentication?: string;
          body_text?: string | null;
          content_type: string;
          customer_id?: string | null;
          decided_at?: string | null;
          decided_by?: string | null;
          decision?: Json | null;
          dedupe_key?: string | null;
          files?: NonNullable<Json>;
          from_address?: string | null;
          from_name?: string | null;
          id?: string;
          message_id?: string | null;
          processed_at?: string | null;
          raw_path?: string | null;
          reason?: string | null;
          received_at?: string;
          recipients?: string[];
          reply_is_senders?: boolean;
          reply_ticket_id?: string | null;
          sent_at?: string | null;
          sha256: string;
          size: number;
          state?: Database["public"]["Enums"]["inbound_email_state"];
          subject?: string;
          thread_ids?: string[];
          ticket_id?: string | null;
          ticket_message_id?: string | null;
        };
        Update: {
          authentication?: string;
          body_text?: string | null;
          content_type?: string;
          customer_id?: string | null;
          decided_at?: string | null;
          decided_by?: string | null;
          decision?: Json | null;
          dedupe_key?: string | null;
          files?: NonNullable<Json>;
          from_address?: string | null;
          from_name?: string | null;
          id?: string;
          message_id?: string | null;
          processed_at?: string | null;
          raw_path?: string | null;
          reason?: string | null;
          received_at?: string;
          recipients?: string[];
          reply_is_senders?: boolean;
          reply_ticket_id?: string | null;
          sent_at?: string | null;
          sha256?: string;
          size?: number;
          state?: Database["public"]["Enums"]["inbound_email_state"];
          subject?: string;
          thread_ids?: string[];
          ticket_id?: string | null;
          ticket_message_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "inbound_emails_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "inbound_emails_decided_by_fkey";
            columns: ["decided_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "inbound_emails_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "inbound_emails_ticket_message_id_fkey";
            columns: ["ticket_message_id"];
            isOneToOne: false;
            referencedRelation: "ticket_messages";
            referencedColumns: ["id"];
          },
        ];
      };
      insight_feedback: {
        Row: {
          actor_id: string | null;
          chosen: string | null;
          created_at: string;
          id: string;
          method: string | null;
          model: string | null;
          part: string;
          readings: NonNullable<Json>;
          suggested: string | null;
          ticket_id: string;
          verdict: string;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string | null;
          chosen?: string | null;
          created_at?: string;
          id?: string;
          method?: string | null;
          model?: string | null;
          part: string;
          readings?: NonNullable<Json>;
          suggested?: string | null;
          ticket_id: string;
          verdict: string;
        };
        Update: {
          actor_id?: string | null;
          chosen?: string | null;
          created_at?: string;
          id?: string;
          method?: string | null;
          model?: string | null;
          part?: string;
          readings?: NonNullable<Json>;
          suggested?: string | null;
          ticket_id?: string;
          verdict?: string;
        };
        Relationships: [
          {
            foreignKeyName: "insight_feedback_actor_id_fkey";
            columns: ["actor_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "insight_feedback_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      installation_steps: {
        Row: {
          completed_at: string | null;
          id: string;
          preparation: string | null;
          service_id: string;
          stage: Database["public"]["Enums"]["installation_stage"];
          technician: string | null;
          updated_at: string;
          version: number;
          window_end: string | null;
          window_start: string | null;
        };
        ComputedFields: never;
        Insert: {
          completed_at?: string | null;
          id?: string;
          preparation?: string | null;
          service_id: string;
          stage: Database["public"]["Enums"]["installation_stage"];
          technician?: string | null;
          updated_at?: string;
          version?: number;
          window_end?: string | null;
          window_start?: string | null;
        };
        Update: {
          completed_at?: string | null;
          id?: string;
          preparation?: string | null;
          service_id?: string;
          stage?: Database["public"]["Enums"]["installation_stage"];
          technician?: string | null;
          updated_at?: string;
          version?: number;
          window_end?: string | null;
          window_start?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "installation_steps_service_id_fkey";
            columns: ["service_id"];
            isOneToOne: false;
            referencedRelation: "customer_services";
            referencedColumns: ["id"];
          },
        ];
      };
      invoice_items: {
        Row: {
          description: string;
          id: string;
          invoice_id: string;
          position: number;
          quantity: number;
          tax_rate: number;
          total: number;
          unit_price: number;
        };
        ComputedFields: never;
        Insert: {
          description: string;
          id?: string;
          invoice_id: string;
          position?: number;
          quantity: number;
          tax_rate?: number;
          total: number;
          unit_price: number;
        };
        Update: {
          description?: string;
          id?: string;
          invoice_id?: string;
          position?: number;
          quantity?: number;
          tax_rate?: number;
          total?: number;
          unit_price?: number;
        };
        Relationships: [
          {
            foreignKeyName: "invoice_items_invoice_id_fkey";
            columns: ["invoice_id"];
            isOneToOne: false;
            referencedRelation: "invoices";
            referencedColumns: ["id"];
          },
        ];
      };
      invoice_payment_reports: {
        Row: {
          created_at: string;
          id: string;
          invoice_id: string;
          reported_by: string | null;
          ticket_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          invoice_id: string;
          reported_by?: string | null;
          ticket_id: string;
        };
        Update: {
          created_at?: string;
          id?: string;
          invoice_id?: string;
          reported_by?: string | null;
          ticket_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "invoice_payment_reports_invoice_id_fkey";
            columns: ["invoice_id"];
            isOneToOne: false;
            referencedRelation: "invoices";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "invoice_payment_reports_reported_by_fkey";
            columns: ["reported_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "invoice_payment_reports_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: true;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      invoice_payments: {
        Row: {
          amount: number;
          created_at: string;
          currency: string;
          id: string;
          invoice_id: string;
          method: string;
          provider: string;
          provider_reference: string;
          received_at: string;
          recorded_by: string | null;
        };
        ComputedFields: never;
        Insert: {
          amount: number;
          created_at?: string;
          currency: string;
          id?: string;
          invoice_id: string;
          method: string;
          provider: string;
          provider_reference: string;
          received_at?: string;
          recorded_by?: string | null;
        };
        Update: {
          amount?: number;
          created_at?: string;
          currency?: string;
          id?: string;
          invoice_id?: string;
          method?: string;
          provider?: string;
          provider_reference?: string;
          received_at?: string;
          recorded_by?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "invoice_payments_invoice_id_fkey";
            columns: ["invoice_id"];
            isOneToOne: false;
            referencedRelation: "invoices";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "invoice_payments_recorded_by_fkey";
            columns: ["recorded_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      invoices: {
        Row: {
          amount_paid: number;
          content_hash: string | null;
          created_at: string;
          currency: string;
          customer_id: string;
          due_on: string;
          external_id: string | null;
          id: string;
          issued_on: string;
          number: string;
          order_id: string | null;
          paid_at: string | null;
          parties: Json | null;
          period_end: string | null;
          period_start: string | null;
          service_id: string | null;
          source: string;
          status: Database["public"]["Enums"]["invoice_status"];
          subtotal: number;
          tax: number;
          total: number;
        };
        ComputedFields: never;
        Insert: {
          amount_paid?: number;
          content_hash?: string | null;
          created_at?: string;
          currency?: string;
          customer_id: string;
          due_on: string;
          external_id?: string | null;
          id?: string;
          issued_on: string;
          number: string;
          order_id?: string | null;
          paid_at?: string | null;
          parties?: Json | null;
          period_end?: string | null;
          period_start?: string | null;
          service_id?: string | null;
          source?: string;
          status?: Database["public"]["Enums"]["invoice_status"];
          subtotal: number;
          tax?: number;
          total: number;
        };
        Update: {
          amount_paid?: number;
          content_hash?: string | null;
          created_at?: string;
          currency?: string;
          customer_id?: string;
          due_on?: string;
          external_id?: string | null;
          id?: string;
          issued_on?: string;
          number?: string;
          order_id?: string | null;
          paid_at?: string | null;
          parties?: Json | null;
          period_end?: string | null;
          period_start?: string | null;
          service_id?: string | null;
          source?: string;
          status?: Database["public"]["Enums"]["invoice_status"];
          subtotal?: number;
          tax?: number;
          total?: number;
        };
        Relationships: [
          {
            foreignKeyName: "invoices_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "invoices_order_id_fkey";
            columns: ["order_id"];
            isOneToOne: false;
            referencedRelation: "orders";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "invoices_service_id_fkey";
            columns: ["service_id"];
            isOneToOne: false;
            referencedRelation: "customer_services";
            referencedColumns: ["id"];
          },
        ];
      };
      jobs: {
        Row: {
          attempts: number;
          created_at: string;
          dedupe_key: string | null;
          finished_at: string | null;
          id: number;
          kind: string;
          last_error: string | null;
          locked_by: string | null;
          locked_until: string | null;
          max_attempts: number;
          payload: NonNullable<Json>;
          run_at: string;
          status: Database["public"]["Enums"]["job_status"];
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          created_at?: string;
          dedupe_key?: string | null;
          finished_at?: string | null;
          id?: never;
          kind: string;
          last_error?: string | null;
          locked_by?: string | null;
          locked_until?: string | null;
          max_attempts?: number;
          payload?: NonNullable<Json>;
          run_at?: string;
          status?: Database["public"]["Enums"]["job_status"];
        };
        Update: {
          attempts?: number;
          created_at?: string;
          dedupe_key?: string | null;
          finished_at?: string | null;
          id?: never;
          kind?: string;
          last_error?: string | null;
          locked_by?: string | null;
          locked_until?: string | null;
          max_attempts?: number;
          payload?: NonNullable<Json>;
          run_at?: string;
          status?: Database["public"]["Enums"]["job_status"];
        };
        Relationships: [];
      };
      kb_article_versions: {
        Row: {
          article_id: string;
          author_id: string | null;
          body: string;
          created_at: string;
          keywords: string[];
          restored_from: number | null;
          summary: string;
          title: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          article_id: string;
          author_id?: string | null;
          body?: string;
          created_at?: string;
          keywords?: string[];
          restored_from?: number | null;
          summary?: string;
          title: string;
          version: number;
        };
        Update: {
          article_id?: string;
          author_id?: string | null;
          body?: string;
          created_at?: string;
          keywords?: string[];
          restored_from?: number | null;
          summary?: string;
          title?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "kb_article_versions_article_id_fkey";
            columns: ["article_id"];
            isOneToOne: false;
            referencedRelation: "kb_articles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "kb_article_versions_author_id_fkey";
            columns: ["author_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      kb_articles: {
        Row: {
          body: string;
          category_id: string;
          created_at: string;
          helpful_count: number;
          id: string;
          image_ids: string[];
          is_popular: boolean;
          keywords: string[];
          locale: string;
          position: number;
          published_at: string | null;
          published_version: number | null;
          related_ids: string[];
          slug: string;
          status: Database["public"]["Enums"]["kb_article_status"];
          summary: string;
          title: string;
          unhelpful_count: number;
          updated_at: string;
          version: number;
          view_count: number;
        };
        ComputedFields: never;
        Insert: {
          body?: string;
          category_id: string;
          created_at?: string;
          helpful_count?: number;
          id?: string;
          image_ids?: string[];
          is_popular?: boolean;
          keywords?: string[];
          locale?: string;
          position?: number;
          published_at?: string | null;
          published_version?: number | null;
          related_ids?: string[];
          slug: string;
          status?: Database["public"]["Enums"]["kb_article_status"];
          summary?: string;
          title: string;
          unhelpful_count?: number;
          updated_at?: string;
          version?: number;
          view_count?: number;
        };
        Update: {
          body?: string;
          category_id?: string;
          created_at?: string;
          helpful_count?: number;
          id?: string;
          image_ids?: string[];
          is_popular?: boolean;
          keywords?: string[];
          locale?: string;
          position?: number;
          published_at?: string | null;
          published_version?: number | null;
          related_ids?: string[];
          slug?: string;
          status?: Database["public"]["Enums"]["kb_article_status"];
          summary?: string;
          title?: string;
          unhelpful_count?: number;
          updated_at?: string;
          version?: number;
          view_count?: number;
        };
        Relationships: [
          {
            foreignKeyName: "kb_articles_category_id_fkey";
            columns: ["category_id"];
            isOneToOne: false;
            referencedRelation: "kb_categories";
            referencedColumns: ["id"];
          },
        ];
      };
      kb_categories: {
        Row: {
          created_at: string;
          description: string;
          icon: string | null;
          id: string;
          name: string;
          parent_id: string | null;
          position: number;
          slug: string;
          updated_at: string;
          version: number;
          visibility: Database["public"]["Enums"]["kb_visibility"];
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          description?: string;
          icon?: string | null;
          id?: string;
          name: string;
          parent_id?: string | null;
          position?: number;
          slug: string;
          updated_at?: string;
          version?: number;
          visibility?: Database["public"]["Enums"]["kb_visibility"];
        };
        Update: {
          created_at?: string;
          description?: string;
          icon?: string | null;
          id?: string;
          name?: string;
          parent_id?: string | null;
          position?: number;
          slug?: string;
          updated_at?: string;
          version?: number;
          visibility?: Database["public"]["Enums"]["kb_visibility"];
        };
        Relationships: [
          {
            foreignKeyName: "kb_categories_parent_id_fkey";
            columns: ["parent_id"];
            isOneToOne: false;
            referencedRelation: "kb_categories";
            referencedColumns: ["id"];
          },
        ];
      };
      kb_chunks: {
        Row: {
          anchor: string | null;
          article_id: string;
          breadcrumb: string[];
          content_hash: string;
          created_at: string;
          id: string;
          locale: string;
          position: number;
          text: string;
          title: string;
          word_count: number;
        };
        ComputedFields: never;
        Insert: {
          anchor?: string | null;
          article_id: string;
          breadcrumb?: string[];
          content_hash: string;
          created_at?: string;
          id?: string;
          locale: string;
          position: number;
          text: string;
          title: string;
          word_count?: number;
        };
        Update: {
          anchor?: string | null;
          article_id?: string;
          breadcrumb?: string[];
          content_hash?: string;
          created_at?: string;
          id?: string;
          locale?: string;
          position?: number;
          text?: string;
          title?: string;
          word_count?: number;
        };
        Relationships: [
          {
            foreignKeyName: "kb_chunks_article_id_fkey";
            columns: ["article_id"];
            isOneToOne: false;
            referencedRelation: "kb_articles";
            referencedColumns: ["id"];
          },
        ];
      };
      kb_embeddings: {
        Row: {
          chunk_id: string;
          embedding: string;
          model: string;
        };
        ComputedFields: never;
        Insert: {
          chunk_id: string;
          embedding: string;
          model: string;
        };
        Update: {
          chunk_id?: string;
          embedding?: string;
          model?: string;
        };
        Relationships: [
          {
            foreignKeyName: "kb_embeddings_chunk_id_fkey";
            columns: ["chunk_id"];
            isOneToOne: false;
            referencedRelation: "kb_chunks";
            referencedColumns: ["id"];
          },
        ];
      };
      kb_feedback: {
        Row: {
          article_id: string;
          created_at: string;
          helpful: boolean;
          id: string;
          reason: string | null;
          updated_at: string;
          user_id: string | null;
          visitor: string | null;
        };
        ComputedFields: never;
        Insert: {
          article_id: string;
          created_at?: string;
          helpful: boolean;
          id?: string;
          reason?: string | null;
          updated_at?: string;
          user_id?: string | null;
          visitor?: string | null;
        };
        Update: {
          article_id?: string;
          created_at?: string;
          helpful?: boolean;
          id?: string;
          reason?: string | null;
          updated_at?: string;
          user_id?: string | null;
          visitor?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "kb_feedback_article_id_fkey";
            columns: ["article_id"];
            isOneToOne: false;
            referencedRelation: "kb_articles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "kb_feedback_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      kb_gaps: {
        Row: {
          article_id: string | null;
          asked_count: number | null;
          decided_at: string | null;
          decided_by: string | null;
          first_at: string;
          id: string;
          label: string;
          last_at: string;
          question_count: number;
          search_count: number;
          status: string;
          words: string;
        };
        ComputedFields: never;
        Insert: {
          article_id?: string | null;
          asked_count?: never;
          decided_at?: string | null;
          decided_by?: string | null;
          first_at?: string;
          id?: string;
          label: string;
          last_at?: string;
          question_count?: number;
          search_count?: number;
          status?: string;
          words: string;
        };
        Update: {
          article_id?: string | null;
          asked_count?: never;
          decided_at?: string | null;
          decided_by?: string | null;
          first_at?: string;
          id?: string;
          label?: string;
          last_at?: string;
          question_count?: number;
          search_count?: number;
          status?: string;
          words?: string;
        };
        Relationships: [
          {
            foreignKeyName: "kb_gaps_article_id_fkey";
            columns: ["article_id"];
            isOneToOne: false;
            referencedRelation: "kb_articles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "kb_gaps_decided_by_fkey";
            columns: ["decided_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      kb_images: {
        Row: {
          created_at: string;
          created_by: string | null;
          file_name: string;
          height: number | null;
          id: string;
          mime_type: string;
          sha256: string;
          size: number;
          storage_path: string;
          stored_at: string | null;
          width: number | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          file_name: string;
          height?: number | null;
          id?: string;
          mime_type: string;
          sha256: string;
          size: number;
          storage_path: string;
          stored_at?: string | null;
          width?: number | null;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          file_name?: string;
          height?: number | null;
          id?: string;
          mime_type?: string;
          sha256?: string;
          size?: number;
          storage_path?: string;
          stored_at?: string | null;
          width?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: "kb_images_created_by_fkey";
            columns: ["created_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      kb_redirects: {
        Row: {
          article_id: string;
          created_at: string;
          old_slug: string;
        };
        ComputedFields: never;
        Insert: {
          article_id: string;
          created_at?: string;
          old_slug: string;
        };
        Update: {
          article_id?: string;
          created_at?: string;
          old_slug?: string;
        };
        Relationships: [
          {
            foreignKeyName: "kb_redirects_article_id_fkey";
            columns: ["article_id"];
            isOneToOne: false;
            referencedRelation: "kb_articles";
            referencedColumns: ["id"];
          },
        ];
      };
      kb_searches: {
        Row: {
          article_id: string | null;
          created_at: string;
          gap_id: string | null;
          id: string;
          locale: string | null;
          query: string;
          results: number;
          source: string;
          support: string;
        };
        ComputedFields: never;
        Insert: {
          article_id?: string | null;
          created_at?: string;
          gap_id?: string | null;
          id?: string;
          locale?: string | null;
          query: string;
          results?: number;
          source: string;
          support: string;
        };
        Update: {
          article_id?: string | null;
          created_at?: string;
          gap_id?: string | null;
          id?: string;
          locale?: string | null;
          query?: string;
          results?: number;
          source?: string;
          support?: string;
        };
        Relationships: [
          {
            foreignKeyName: "kb_searches_article_id_fkey";
            columns: ["article_id"];
            isOneToOne: false;
            referencedRelation: "kb_articles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "kb_searches_gap_id_fkey";
            columns: ["gap_id"];
            isOneToOne: false;
            referencedRelation: "kb_gaps";
            referencedColumns: ["id"];
          },
        ];
      };
      message_logs: {
        Row: {
          body_text: string | null;
          channel: string;
          created_at: string;
          customer_id: string | null;
          dedupe_key: string | null;
          error: string | null;
          id: string;
          kind: string;
          language: string;
          provider_id: string | null;
          status: Database["public"]["Enums"]["message_status"];
          template: string;
          to_number: string;
          updated_at: string;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          body_text?: string | null;
          channel?: string;
          created_at?: string;
          customer_id?: string | null;
          dedupe_key?: string | null;
          error?: string | null;
          id?: string;
          kind: string;
          language?: string;
          provider_id?: string | null;
          status?: Database["public"]["Enums"]["message_status"];
          template: string;
          to_number: string;
          updated_at?: string;
          user_id?: string | null;
        };
        Update: {
          body_text?: string | null;
          channel?: string;
          created_at?: string;
          customer_id?: string | null;
          dedupe_key?: string | null;
          error?: string | null;
          id?: string;
          kind?: string;
          language?: string;
          provider_id?: string | null;
          status?: Database["public"]["Enums"]["message_status"];
          template?: string;
          to_number?: string;
          updated_at?: string;
          user_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "message_logs_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "message_logs_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      notification_deliveries: {
        Row: {
          attempts: number;
          channel: string;
          created_at: string;
          delivered_at: string | null;
          detail: string | null;
          digest_id: string | null;
          error: string | null;
          finished_at: string | null;
          id: string;
          in_digest: boolean;
          locked_by: string | null;
          locked_until: string | null;
          not_before: string;
          notification_id: string;
          provider_id: string | null;
          seen_at: string | null;
          status: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          channel: string;
          created_at?: string;
          delivered_at?: string | null;
          detail?: string | null;
          digest_id?: string | null;
          error?: string | null;
          finished_at?: string | null;
          id?: string;
          in_digest?: boolean;
          locked_by?: string | null;
          locked_until?: string | null;
          not_before?: string;
          notification_id: string;
          provider_id?: string | null;
          seen_at?: string | null;
          status?: string;
          user_id: string;
        };
        Update: {
          attempts?: number;
          channel?: string;
          created_at?: string;
          delivered_at?: string | null;
          detail?: string | null;
          digest_id?: string | null;
          error?: string | null;
          finished_at?: string | null;
          id?: string;
          in_digest?: boolean;
          locked_by?: string | null;
          locked_until?: string | null;
          not_before?: string;
          notification_id?: string;
          provider_id?: string | null;
          seen_at?: string | null;
          status?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "notification_deliveries_notification_id_fkey";
            columns: ["notification_id"];
            isOneToOne: false;
            referencedRelation: "notifications";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "notification_deliveries_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      notification_event_preferences: {
        Row: {
          channel: string;
          enabled: boolean;
          event: string;
          updated_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          channel: string;
          enabled: boolean;
          event: string;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          channel?: string;
          enabled?: boolean;
          event?: string;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "notification_event_preferences_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      notification_preferences: {
        Row: {
          channel: string;
          enabled: boolean;
          grp: string;
          updated_at: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          channel: string;
          enabled: boolean;
          grp: string;
          updated_at?: string;
          user_id: string;
        };
        Update: {
          channel?: string;
          enabled?: boolean;
          grp?: string;
          updated_at?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "notification_preferences_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      notification_settings: {
        Row: {
          digest: string;
          digest_day: number;
          digest_hour: number;
          quiet_from: string | null;
          quiet_to: string | null;
          updated_at: string;
          user_id: string;
          whatsapp_stopped_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          digest?: string;
          digest_day?: number;
          digest_hour?: number;
          quiet_from?: string | null;
          quiet_to?: string | null;
          updated_at?: string;
          user_id: string;
          whatsapp_stopped_at?: string | null;
        };
        Update: {
          digest?: string;
          digest_day?: number;
          digest_hour?: number;
          quiet_from?: string | null;
          quiet_to?: string | null;
          updated_at?: string;
          user_id?: string;
          whatsapp_stopped_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "notification_settings_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: true;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      notifications: {
        Row: {
          created_at: string;
          data: NonNullable<Json>;
          dedupe_key: string;
          event: string;
          grp: string;
          id: string;
          read_at: string | null;
          resource_id: string | null;
          resource_type: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          data?: NonNullable<Json>;
          dedupe_key: string;
          event: string;
          grp?: string;
          id?: string;
          read_at?: string | null;
          resource_id?: string | null;
          resource_type?: string | null;
          user_id: string;
        };
        Update: {
          created_at?: string;
          data?: NonNullable<Json>;
          dedupe_key?: string;
          event?: string;
          grp?: string;
          id?: string;
          read_at?: string | null;
          resource_id?: string | null;
          resource_type?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "notifications_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      opencart_orders_cache: {
        Row: {
          added_at: string;
          currency: string;
          fetched_at: string;
          invoice_number: string | null;
          modified_at: string;
          order_id: number;
          payment_method: string | null;
          portal_order_id: string;
          shipping_method: string | null;
          source: string;
          status: string;
          store_name: string | null;
          total: number;
          totals: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          added_at: string;
          currency: string;
          fetched_at?: string;
          invoice_number?: string | null;
          modified_at: string;
          order_id: number;
          payment_method?: string | null;
          portal_order_id: string;
          shipping_method?: string | null;
          source: string;
          status: string;
          store_name?: string | null;
          total: number;
          totals?: NonNullable<Json>;
        };
        Update: {
          added_at?: string;
          currency?: string;
          fetched_at?: string;
          invoice_number?: string | null;
          modified_at?: string;
          order_id?: number;
          payment_method?: string | null;
          portal_order_id?: string;
          shipping_method?: string | null;
          source?: string;
          status?: string;
          store_name?: string | null;
          total?: number;
          totals?: NonNullable<Json>;
        };
        Relationships: [
          {
            foreignKeyName: "opencart_orders_cache_portal_order_id_fkey";
            columns: ["portal_order_id"];
            isOneToOne: false;
            referencedRelation: "orders";
            referencedColumns: ["id"];
          },
        ];
      };
      order_events: {
        Row: {
          id: string;
          note: string | null;
          occurred_at: string;
          order_id: string;
          status: Database["public"]["Enums"]["order_status"];
        };
        ComputedFields: never;
        Insert: {
          id?: string;
          note?: string | null;
          occurred_at?: string;
          order_id: string;
          status: Database["public"]["Enums"]["order_status"];
        };
        Update: {
          id?: string;
          note?: string | null;
          occurred_at?: string;
          order_id?: string;
          status?: Database["public"]["Enums"]["order_status"];
        };
        Relationships: [
          {
            foreignKeyName: "order_events_order_id_fkey";
            columns: ["order_id"];
            isOneToOne: false;
            referencedRelation: "orders";
            referencedColumns: ["id"];
          },
        ];
      };
      order_items: {
        Row: {
          id: string;
          name: string;
          order_id: string;
          position: number;
          product_id: string | null;
          quantity: number;
          sku: string;
          total: number;
          unit_price: number;
        };
        ComputedFields: never;
        Insert: {
          id?: string;
          name: string;
          order_id: string;
          position?: number;
          product_id?: string | null;
          quantity: number;
          sku: string;
          total: number;
          unit_price: number;
        };
        Update: {
          id?: string;
          name?: string;
          order_id?: string;
          position?: number;
          product_id?: string | null;
          quantity?: number;
          sku?: string;
          total?: number;
          unit_price?: number;
        };
        Relationships: [
          {
            foreignKeyName: "order_items_order_id_fkey";
            columns: ["order_id"];
            isOneToOne: false;
            referencedRelation: "orders";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "order_items_product_id_fkey";
            columns: ["product_id"];
            isOneToOne: false;
            referencedRelation: "products";
            referencedColumns: ["id"];
          },
        ];
      };
      orders: {
        Row: {
          content_hash: string | null;
          created_at: string;
          currency: string;
          customer_id: string;
          discount: number;
          expected_delivery_at: string | null;
          external_id: string | null;
          id: string;
          number: string;
          placed_at: string;
          search_text: string;
          shipping: number;
          shipping_address: NonNullable<Json>;
          source: string;
          status: Database["public"]["Enums"]["order_status"];
          subtotal: number;
          tax: number;
          total: number;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          content_hash?: string | null;
          created_at?: string;
          currency?: string;
          customer_id: string;
          discount?: number;
          expected_delivery_at?: string | null;
          external_id?: string | null;
          id?: string;
          number: string;
          placed_at?: string;
          search_text?: string;
          shipping?: number;
          shipping_address?: NonNullable<Json>;
          source?: string;
          status?: Database["public"]["Enums"]["order_status"];
          subtotal: number;
          tax?: number;
          total: number;
          updated_at?: string;
        };
        Update: {
          content_hash?: string | null;
          created_at?: string;
          currency?: string;
          customer_id?: string;
          discount?: number;
          expected_delivery_at?: string | null;
          external_id?: string | null;
          id?: string;
          number?: string;
          placed_at?: string;
          search_text?: string;
          shipping?: number;
          shipping_address?: NonNullable<Json>;
          source?: string;
          status?: Database["public"]["Enums"]["order_status"];
          subtotal?: number;
          tax?: number;
          total?: number;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "orders_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      payment_events: {
        Row: {
          amount: number | null;
          checkout_id: string | null;
          currency: string | null;
          event_id: string;
          id: string;
          invoice_id: string | null;
          occurred_at: string;
          outcome: string;
          payment_id: string | null;
          provider: string;
          reason: string | null;
          received_at: string;
          reference: string | null;
          type: string;
        };
        ComputedFields: never;
        Insert: {
          amount?: number | null;
          checkout_id?: string | null;
          currency?: string | null;
          event_id: string;
          id?: string;
          invoice_id?: string | null;
          occurred_at: string;
          outcome?: string;
          payment_id?: string | null;
          provider: string;
          reason?: string | null;
          received_at?: string;
          reference?: string | null;
          type: string;
        };
        Update: {
          amount?: number | null;
          checkout_id?: string | null;
          currency?: string | null;
          event_id?: string;
          id?: string;
          invoice_id?: string | null;
          occurred_at?: string;
          outcome?: string;
          payment_id?: string | null;
          provider?: string;
          reason?: string | null;
          received_at?: string;
          reference?: string | null;
          type?: string;
        };
        Relationships: [
          {
            foreignKeyName: "payment_events_checkout_id_fkey";
            columns: ["checkout_id"];
            isOneToOne: false;
            referencedRelation: "checkout_sessions";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "payment_events_invoice_id_fkey";
            columns: ["invoice_id"];
            isOneToOne: false;
            referencedRelation: "invoices";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "payment_events_payment_id_fkey";
            columns: ["payment_id"];
            isOneToOne: false;
            referencedRelation: "invoice_payments";
            referencedColumns: ["id"];
          },
        ];
      };
      portal_audit_log: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2026_11: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2026_12: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_01: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_02: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_03: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_04: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_05: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_06: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_07: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_08: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_09: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_10: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_11: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_2027_12: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_audit_log_default: {
        Row: {
          action: string;
          actor_id: string | null;
          actor_name: string | null;
          actor_role: string;
          customer_id: string | null;
          fields: Json | null;
          id: string;
          imported: boolean;
          ip: string | null;
          occurred_at: string;
          purpose: string | null;
          resource_id: string | null;
          resource_type: string;
          user_agent: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type: string;
          user_agent?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string | null;
          actor_name?: string | null;
          actor_role?: string;
          customer_id?: string | null;
          fields?: Json | null;
          id?: string;
          imported?: boolean;
          ip?: string | null;
          occurred_at?: string;
          purpose?: string | null;
          resource_id?: string | null;
          resource_type?: string;
          user_agent?: string | null;
        };
        Relationships: [];
      };
      portal_users: {
        Row: {
          created_at: string;
          customer_id: string | null;
          email: string;
          full_name: string;
          id: string;
          phone: string | null;
          phone_verified_at: string | null;
          portal_active: boolean;
          role: Database["public"]["Enums"]["user_role"];
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          customer_id?: string | null;
          email: string;
          full_name: string;
          id: string;
          phone?: string | null;
          phone_verified_at?: string | null;
          portal_active?: boolean;
          role?: Database["public"]["Enums"]["user_role"];
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          customer_id?: string | null;
          email?: string;
          full_name?: string;
          id?: string;
          phone?: string | null;
          phone_verified_at?: string | null;
          portal_active?: boolean;
          role?: Database["public"]["Enums"]["user_role"];
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "portal_users_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      privacy_receipts: {
        Row: {
          body: string;
          created_at: string;
          id: string;
          public_key: string;
          signature: string;
        };
        ComputedFields: never;
        Insert: {
          body: string;
          created_at?: string;
          id: string;
          public_key: string;
          signature: string;
        };
        Update: {
          body?: string;
          created_at?: string;
          id?: string;
          public_key?: string;
          signature?: string;
        };
        Relationships: [];
      };
      privacy_request_events: {
        Row: {
          actor_id: string | null;
          actor_name: string | null;
          actor_type: string;
          created_at: string;
          id: string;
          is_internal: boolean;
          note: string | null;
          request_id: string;
          type: string;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string | null;
          actor_name?: string | null;
          actor_type: string;
          created_at?: string;
          id?: string;
          is_internal?: boolean;
          note?: string | null;
          request_id: string;
          type: string;
        };
        Update: {
          actor_id?: string | null;
          actor_name?: string | null;
          actor_type?: string;
          created_at?: string;
          id?: string;
          is_internal?: boolean;
          note?: string | null;
          request_id?: string;
          type?: string;
        };
        Relationships: [
          {
            foreignKeyName: "privacy_request_events_actor_id_fkey";
            columns: ["actor_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "privacy_request_events_request_id_fkey";
            columns: ["request_id"];
            isOneToOne: false;
            referencedRelation: "privacy_requests";
            referencedColumns: ["id"];
          },
        ];
      };
      privacy_requests: {
        Row: {
          assignee_id: string | null;
          created_at: string;
          customer_id: string;
          decided_by: string | null;
          decision_reason: string | null;
          details: NonNullable<Json>;
          due_at: string;
          effective_at: string | null;
          extended_at: string | null;
          extension_reason: string | null;
          id: string;
          kind: string;
          number: string;
          progress: NonNullable<Json>;
          reminded_at: string | null;
          result: NonNullable<Json>;
          scope: string;
          settled_at: string | null;
          status: string;
          updated_at: string;
          user_id: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          assignee_id?: string | null;
          created_at?: string;
          customer_id: string;
          decided_by?: string | null;
          decision_reason?: string | null;
          details?: NonNullable<Json>;
          due_at: string;
          effective_at?: string | null;
          extended_at?: string | null;
          extension_reason?: string | null;
          id?: string;
          kind: string;
          number: string;
          progress?: NonNullable<Json>;
          reminded_at?: string | null;
          result?: NonNullable<Json>;
          scope?: string;
          settled_at?: string | null;
          status: string;
          updated_at?: string;
          user_id?: string | null;
          version?: number;
        };
        Update: {
          assignee_id?: string | null;
          created_at?: string;
          customer_id?: string;
          decided_by?: string | null;
          decision_reason?: string | null;
          details?: NonNullable<Json>;
          due_at?: string;
          effective_at?: string | null;
          extended_at?: string | null;
          extension_reason?: string | null;
          id?: string;
          kind?: string;
          number?: string;
          progress?: NonNullable<Json>;
          reminded_at?: string | null;
          result?: NonNullable<Json>;
          scope?: string;
          settled_at?: string | null;
          status?: string;
          updated_at?: string;
          user_id?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "privacy_requests_assignee_id_fkey";
            columns: ["assignee_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "privacy_requests_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "privacy_requests_decided_by_fkey";
            columns: ["decided_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "privacy_requests_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      products: {
        Row: {
          category: string;
          content_hash: string | null;
          created_at: string;
          currency: string;
          description: string;
          external_id: string | null;
          id: string;
          is_active: boolean;
          name: string;
          price: number;
          sku: string;
          source: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          category?: string;
          content_hash?: string | null;
          created_at?: string;
          currency?: string;
          description?: string;
          external_id?: string | null;
          id?: string;
          is_active?: boolean;
          name: string;
          price: number;
          sku: string;
          source?: string;
          updated_at?: string;
        };
        Update: {
          category?: string;
          content_hash?: string | null;
          created_at?: string;
          currency?: string;
          description?: string;
          external_id?: string | null;
          id?: string;
          is_active?: boolean;
          name?: string;
          price?: number;
          sku?: string;
          source?: string;
          updated_at?: string;
        };
        Relationships: [];
      };
      push_subscriptions: {
        Row: {
          auth: string;
          created_at: string;
          endpoint: string;
          id: string;
          label: string;
          last_used_at: string | null;
          p256dh: string;
          session_id: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          auth: string;
          created_at?: string;
          endpoint: string;
          id?: string;
          label: string;
          last_used_at?: string | null;
          p256dh: string;
          session_id?: string | null;
          user_id: string;
        };
        Update: {
          auth?: string;
          created_at?: string;
          endpoint?: string;
          id?: string;
          label?: string;
          last_used_at?: string | null;
          p256dh?: string;
          session_id?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "push_subscriptions_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      quote_change_requests: {
        Row: {
          created_at: string;
          id: string;
          item_id: string | null;
          message: string | null;
          quantity: number | null;
          quote_id: string;
          requested_by: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          item_id?: string | null;
          message?: string | null;
          quantity?: number | null;
          quote_id: string;
          requested_by?: string | null;
          version: number;
        };
        Update: {
          created_at?: string;
          id?: string;
          item_id?: string | null;
          message?: string | null;
          quantity?: number | null;
          quote_id?: string;
          requested_by?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "quote_change_requests_item_id_fkey";
            columns: ["item_id"];
            isOneToOne: false;
            referencedRelation: "quote_items";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "quote_change_requests_quote_id_version_fkey";
            columns: ["quote_id", "version"];
            isOneToOne: false;
            referencedRelation: "quote_versions";
            referencedColumns: ["quote_id", "version"];
          },
          {
            foreignKeyName: "quote_change_requests_requested_by_fkey";
            columns: ["requested_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      quote_events: {
        Row: {
          actor_id: string | null;
          actor_name: string;
          actor_type: Database["public"]["Enums"]["message_author"];
          created_at: string;
          id: string;
          ip: string | null;
          is_internal: boolean;
          note: string | null;
          quote_id: string;
          type: string;
          user_agent: string | null;
          version: number | null;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string | null;
          actor_name: string;
          actor_type: Database["public"]["Enums"]["message_author"];
          created_at?: string;
          id?: string;
          ip?: string | null;
          is_internal?: boolean;
          note?: string | null;
          quote_id: string;
          type: string;
          user_agent?: string | null;
          version?: number | null;
        };
        Update: {
          actor_id?: string | null;
          actor_name?: string;
          actor_type?: Database["public"]["Enums"]["message_author"];
          created_at?: string;
          id?: string;
          ip?: string | null;
          is_internal?: boolean;
          note?: string | null;
          quote_id?: string;
          type?: string;
          user_agent?: string | null;
          version?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: "quote_events_actor_id_fkey";
            columns: ["actor_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "quote_events_quote_id_fkey";
            columns: ["quote_id"];
            isOneToOne: false;
            referencedRelation: "quote_requests";
            referencedColumns: ["id"];
          },
        ];
      };
      quote_items: {
        Row: {
          description: string;
          discount: number;
          id: string;
          line_key: string;
          note: string | null;
          position: number;
          product_id: string | null;
          quantity: number;
          quote_id: string;
          sku: string | null;
          tax_rate: number;
          total: number;
          unit_price: number;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          description: string;
          discount?: number;
          id?: string;
          line_key?: string;
          note?: string | null;
          position?: number;
          product_id?: string | null;
          quantity: number;
          quote_id: string;
          sku?: string | null;
          tax_rate?: number;
          total?: number;
          unit_price?: number;
          version?: number;
        };
        Update: {
          description?: string;
          discount?: number;
          id?: string;
          line_key?: string;
          note?: string | null;
          position?: number;
          product_id?: string | null;
          quantity?: number;
          quote_id?: string;
          sku?: string | null;
          tax_rate?: number;
          total?: number;
          unit_price?: number;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "quote_items_product_id_fkey";
            columns: ["product_id"];
            isOneToOne: false;
            referencedRelation: "products";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "quote_items_quote_id_fkey";
            columns: ["quote_id"];
            isOneToOne: false;
            referencedRelation: "quote_requests";
            referencedColumns: ["id"];
          },
        ];
      };
      quote_requests: {
        Row: {
          accepted_at: string | null;
          accepted_by: string | null;
          accepted_by_name: string | null;
          accepted_version: number | null;
          content_hash: string | null;
          created_at: string;
          currency: string;
          customer_id: string;
          decline_reason: string | null;
          declined_at: string | null;
          declined_by_name: string | null;
          external_id: string | null;
          id: string;
          last_activity_at: string;
          message: string;
          number: string;
          order_id: string | null;
          requested_by: string | null;
          reviewer_id: string | null;
          revision: number;
          source: string;
          status: Database["public"]["Enums"]["quote_status"];
          title: string;
          total: number;
          updated_at: string;
          valid_until: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          accepted_at?: string | null;
          accepted_by?: string | null;
          accepted_by_name?: string | null;
          accepted_version?: number | null;
          content_hash?: string | null;
          created_at?: string;
          currency?: string;
          customer_id: string;
          decline_reason?: string | null;
          declined_at?: string | null;
          declined_by_name?: string | null;
          external_id?: string | null;
          id?: string;
          last_activity_at?: string;
          message?: string;
          number: string;
          order_id?: string | null;
          requested_by?: string | null;
          reviewer_id?: string | null;
          revision?: number;
          source?: string;
          status?: Database["public"]["Enums"]["quote_status"];
          title: string;
          total?: number;
          updated_at?: string;
          valid_until?: string | null;
          version?: number;
        };
        Update: {
          accepted_at?: string | null;
          accepted_by?: string | null;
          accepted_by_name?: string | null;
          accepted_version?: number | null;
          content_hash?: string | null;
          created_at?: string;
          currency?: string;
          customer_id?: string;
          decline_reason?: string | null;
          declined_at?: string | null;
          declined_by_name?: string | null;
          external_id?: string | null;
          id?: string;
          last_activity_at?: string;
          message?: string;
          number?: string;
          order_id?: string | null;
          requested_by?: string | null;
          reviewer_id?: string | null;
          revision?: number;
          source?: string;
          status?: Database["public"]["Enums"]["quote_status"];
          title?: string;
          total?: number;
          updated_at?: string;
          valid_until?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "quote_requests_accepted_by_fkey";
            columns: ["accepted_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "quote_requests_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "quote_requests_order_id_fkey";
            columns: ["order_id"];
            isOneToOne: false;
            referencedRelation: "orders";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "quote_requests_requested_by_fkey";
            columns: ["requested_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "quote_requests_reviewer_id_fkey";
            columns: ["reviewer_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      quote_versions: {
        Row: {
          created_at: string;
          currency: string;
          discount: number;
          is_reminded: boolean;
          note: string | null;
          quote_id: string;
          sent_at: string | null;
          sent_by: string | null;
          sent_by_name: string | null;
          status: Database["public"]["Enums"]["quote_version_status"];
          subtotal: number;
          tax: number;
          taxes: NonNullable<Json>;
          terms: string | null;
          total: number;
          updated_at: string;
          valid_on: string | null;
          valid_until: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          currency?: string;
          discount?: number;
          is_reminded?: boolean;
          note?: string | null;
          quote_id: string;
          sent_at?: string | null;
          sent_by?: string | null;
          sent_by_name?: string | null;
          status?: Database["public"]["Enums"]["quote_version_status"];
          subtotal?: number;
          tax?: number;
          taxes?: NonNullable<Json>;
          terms?: string | null;
          total?: number;
          updated_at?: string;
          valid_on?: string | null;
          valid_until?: string | null;
          version: number;
        };
        Update: {
          created_at?: string;
          currency?: string;
          discount?: number;
          is_reminded?: boolean;
          note?: string | null;
          quote_id?: string;
          sent_at?: string | null;
          sent_by?: string | null;
          sent_by_name?: string | null;
          status?: Database["public"]["Enums"]["quote_version_status"];
          subtotal?: number;
          tax?: number;
          taxes?: NonNullable<Json>;
          terms?: string | null;
          total?: number;
          updated_at?: string;
          valid_on?: string | null;
          valid_until?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "quote_versions_quote_id_fkey";
            columns: ["quote_id"];
            isOneToOne: false;
            referencedRelation: "quote_requests";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "quote_versions_sent_by_fkey";
            columns: ["sent_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      refund_items: {
        Row: {
          amount: number;
          order_item_id: string;
          quantity: number;
          refund_id: string;
        };
        ComputedFields: never;
        Insert: {
          amount: number;
          order_item_id: string;
          quantity: number;
          refund_id: string;
        };
        Update: {
          amount?: number;
          order_item_id?: string;
          quantity?: number;
          refund_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "refund_items_order_item_id_fkey";
            columns: ["order_item_id"];
            isOneToOne: false;
            referencedRelation: "order_items";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "refund_items_refund_id_fkey";
            columns: ["refund_id"];
            isOneToOne: false;
            referencedRelation: "refunds";
            referencedColumns: ["id"];
          },
        ];
      };
      refunds: {
        Row: {
          amount: number;
          approved_by: string | null;
          created_at: string;
          currency: string;
          decided_at: string | null;
          id: string;
          order_id: string;
          requested_by: string | null;
          status: string;
          ticket_id: string;
        };
        ComputedFields: never;
        Insert: {
          amount: number;
          approved_by?: string | null;
          created_at?: string;
          currency: string;
          decided_at?: string | null;
          id?: string;
          order_id: string;
          requested_by?: string | null;
          status: string;
          ticket_id: string;
        };
        Update: {
          amount?: number;
          approved_by?: string | null;
          created_at?: string;
          currency?: string;
          decided_at?: string | null;
          id?: string;
          order_id?: string;
          requested_by?: string | null;
          status?: string;
          ticket_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "refunds_approved_by_fkey";
            columns: ["approved_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "refunds_order_id_fkey";
            columns: ["order_id"];
            isOneToOne: false;
            referencedRelation: "orders";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "refunds_requested_by_fkey";
            columns: ["requested_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "refunds_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      reseller_applications: {
        Row: {
          applicant_id: string | null;
          company_name: string;
          created_at: string;
          customer_id: string;
          decided_by: string | null;
          id: string;
          plans: string;
          registration_number: string | null;
          staff_note: string | null;
          status: string;
          updated_at: string;
          version: number;
          website: string | null;
        };
        ComputedFields: never;
        Insert: {
          applicant_id?: string | null;
          company_name: string;
          created_at?: string;
          customer_id: string;
          decided_by?: string | null;
          id?: string;
          plans: string;
          registration_number?: string | null;
          staff_note?: string | null;
          status?: string;
          updated_at?: string;
          version?: number;
          website?: string | null;
        };
        Update: {
          applicant_id?: string | null;
          company_name?: string;
          created_at?: string;
          customer_id?: string;
          decided_by?: string | null;
          id?: string;
          plans?: string;
          registration_number?: string | null;
          staff_note?: string | null;
          status?: string;
          updated_at?: string;
          version?: number;
          website?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "reseller_applications_applicant_id_fkey";
            columns: ["applicant_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "reseller_applications_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "reseller_applications_decided_by_fkey";
            columns: ["decided_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      scheduled_calls: {
        Row: {
          agent_id: string | null;
          blocked_from: string;
          blocked_until: string;
          buffer_after: number;
          buffer_before: number;
          cancel_reason: string | null;
          cancelled_at: string | null;
          category: string | null;
          channel: string;
          created_at: string;
          customer_id: string;
          ends_at: string;
          id: string;
          notes: string | null;
          phone: string | null;
          purpose: string;
          requested_by: string | null;
          sequence: number;
          starts_at: string;
          status: Database["public"]["Enums"]["call_status"];
          time_zone: string;
          updated_at: string;
          version: number;
          video_url: string | null;
          waited_since: string | null;
        };
        ComputedFields: never;
        Insert: {
          agent_id?: string | null;
          blocked_from?: string;
          blocked_until?: string;
          buffer_after?: number;
          buffer_before?: number;
          cancel_reason?: string | null;
          cancelled_at?: string | null;
          category?: string | null;
          channel?: string;
          created_at?: string;
          customer_id: string;
          ends_at: string;
          id?: string;
          notes?: string | null;
          phone?: string | null;
          purpose: string;
          requested_by?: string | null;
          sequence?: number;
          starts_at: string;
          status?: Database["public"]["Enums"]["call_status"];
          time_zone?: string;
          updated_at?: string;
          version?: number;
          video_url?: string | null;
          waited_since?: string | null;
        };
        Update: {
          agent_id?: string | null;
          blocked_from?: string;
          blocked_until?: string;
          buffer_after?: number;
          buffer_before?: number;
          cancel_reason?: string | null;
          cancelled_at?: string | null;
          category?: string | null;
          channel?: string;
          created_at?: string;
          customer_id?: string;
          ends_at?: string;
          id?: string;
          notes?: string | null;
          phone?: string | null;
          purpose?: string;
          requested_by?: string | null;
          sequence?: number;
          starts_at?: string;
          status?: Database["public"]["Enums"]["call_status"];
          time_zone?: string;
          updated_at?: string;
          version?: number;
          video_url?: string | null;
          waited_since?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "scheduled_calls_agent_id_fkey";
            columns: ["agent_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "scheduled_calls_category_fkey";
            columns: ["category"];
            isOneToOne: false;
            referencedRelation: "ticket_categories";
            referencedColumns: ["slug"];
          },
          {
            foreignKeyName: "scheduled_calls_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "scheduled_calls_requested_by_fkey";
            columns: ["requested_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      service_packages: {
        Row: {
          allowance_bytes: number | null;
          bandwidth_mbps: number | null;
          currency: string;
          description: string;
          family: string;
          is_active: boolean;
          name: string;
          position: number;
          price: number;
          slug: string;
        };
        ComputedFields: never;
        Insert: {
          allowance_bytes?: number | null;
          bandwidth_mbps?: number | null;
          currency?: string;
          description?: string;
          family: string;
          is_active?: boolean;
          name: string;
          position?: number;
          price: number;
          slug: string;
        };
        Update: {
          allowance_bytes?: number | null;
          bandwidth_mbps?: number | null;
          currency?: string;
          description?: string;
          family?: string;
          is_active?: boolean;
          name?: string;
          position?: number;
          price?: number;
          slug?: string;
        };
        Relationships: [];
      };
      service_requests: {
        Row: {
          created_at: string;
          details: NonNullable<Json>;
          id: string;
          kind: Database["public"]["Enums"]["service_request_kind"];
          requested_by: string | null;
          service_id: string;
          settled_at: string | null;
          ticket_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          details?: NonNullable<Json>;
          id?: string;
          kind: Database["public"]["Enums"]["service_request_kind"];
          requested_by?: string | null;
          service_id: string;
          settled_at?: string | null;
          ticket_id?: string | null;
        };
        Update: {
          created_at?: string;
          details?: NonNullable<Json>;
          id?: string;
          kind?: Database["public"]["Enums"]["service_request_kind"];
          requested_by?: string | null;
          service_id?: string;
          settled_at?: string | null;
          ticket_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "service_requests_requested_by_fkey";
            columns: ["requested_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "service_requests_service_id_fkey";
            columns: ["service_id"];
            isOneToOne: false;
            referencedRelation: "customer_services";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "service_requests_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      service_usage: {
        Row: {
          bytes_down: number;
          bytes_up: number;
          month: string;
          service_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          bytes_down: number;
          bytes_up?: number;
          month: string;
          service_id: string;
          updated_at?: string;
        };
        Update: {
          bytes_down?: number;
          bytes_up?: number;
          month?: string;
          service_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "service_usage_service_id_fkey";
            columns: ["service_id"];
            isOneToOne: false;
            referencedRelation: "customer_services";
            referencedColumns: ["id"];
          },
        ];
      };
      shipment_events: {
        Row: {
          created_at: string;
          description: string;
          id: string;
          location: string | null;
          occurred_at: string;
          shipment_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          description: string;
          id?: string;
          location?: string | null;
          occurred_at: string;
          shipment_id: string;
        };
        Update: {
          created_at?: string;
          description?: string;
          id?: string;
          location?: string | null;
          occurred_at?: string;
          shipment_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "shipment_events_shipment_id_fkey";
            columns: ["shipment_id"];
            isOneToOne: false;
            referencedRelation: "shipments";
            referencedColumns: ["id"];
          },
        ];
      };
      shipments: {
        Row: {
          cancelled_at: string | null;
          carrier: string | null;
          created_at: string;
          delivered_at: string | null;
          expected_at: string | null;
          external_id: string | null;
          id: string;
          order_id: string;
          shipped_at: string | null;
          tracking_number: string | null;
          tracking_url: string | null;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          cancelled_at?: string | null;
          carrier?: string | null;
          created_at?: string;
          delivered_at?: string | null;
          expected_at?: string | null;
          external_id?: string | null;
          id?: string;
          order_id: string;
          shipped_at?: string | null;
          tracking_number?: string | null;
          tracking_url?: string | null;
          updated_at?: string;
        };
        Update: {
          cancelled_at?: string | null;
          carrier?: string | null;
          created_at?: string;
          delivered_at?: string | null;
          expected_at?: string | null;
          external_id?: string | null;
          id?: string;
          order_id?: string;
          shipped_at?: string | null;
          tracking_number?: string | null;
          tracking_url?: string | null;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "shipments_order_id_fkey";
            columns: ["order_id"];
            isOneToOne: false;
            referencedRelation: "orders";
            referencedColumns: ["id"];
          },
        ];
      };
      sla_policies: {
        Row: {
          category: string | null;
          clock: string;
          first_response: string;
          id: string;
          next_response: string;
          priority: Database["public"]["Enums"]["ticket_priority"];
          resolution: string;
        };
        ComputedFields: never;
        Insert: {
          category?: string | null;
          clock?: string;
          first_response: string;
          id?: string;
          next_response: string;
          priority: Database["public"]["Enums"]["ticket_priority"];
          resolution: string;
        };
        Update: {
          category?: string | null;
          clock?: string;
          first_response?: string;
          id?: string;
          next_response?: string;
          priority?: Database["public"]["Enums"]["ticket_priority"];
          resolution?: string;
        };
        Relationships: [
          {
            foreignKeyName: "sla_policies_category_fkey";
            columns: ["category"];
            isOneToOne: false;
            referencedRelation: "ticket_categories";
            referencedColumns: ["slug"];
          },
        ];
      };
      sla_recomputations: {
        Row: {
          done: number;
          finished_at: string | null;
          id: string;
          last_ticket: string | null;
          started_at: string;
          started_by: string | null;
          started_by_name: string;
          total: number;
        };
        ComputedFields: never;
        Insert: {
          done?: number;
          finished_at?: string | null;
          id?: string;
          last_ticket?: string | null;
          started_at?: string;
          started_by?: string | null;
          started_by_name: string;
          total: number;
        };
        Update: {
          done?: number;
          finished_at?: string | null;
          id?: string;
          last_ticket?: string | null;
          started_at?: string;
          started_by?: string | null;
          started_by_name?: string;
          total?: number;
        };
        Relationships: [
          {
            foreignKeyName: "sla_recomputations_started_by_fkey";
            columns: ["started_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      staff_absences: {
        Row: {
          created_at: string;
          until: string | null;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          until?: string | null;
          user_id: string;
        };
        Update: {
          created_at?: string;
          until?: string | null;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "staff_absences_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: true;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      support_tickets: {
        Row: {
          assignee_id: string | null;
          category: string;
          channel: Database["public"]["Enums"]["ticket_channel"];
          closed_at: string | null;
          created_at: string;
          customer_id: string;
          description: string;
          domain_id: string | null;
          first_responded_at: string | null;
          first_response_due_at: string | null;
          follow_up_of: string | null;
          id: string;
          is_private: boolean;
          issue_type: string | null;
          last_activity_at: string;
          last_message_author: Database["public"]["Enums"]["message_author"] | null;
          last_message_by: string | null;
          merged_into: string | null;
          message_count: number;
          next_response_due_at: string | null;
          number: string;
          order_id: string | null;
          priority: Database["public"]["Enums"]["ticket_priority"];
          rated_at: string | null;
          rating: number | null;
          rating_comment: string | null;
          requester_id: string | null;
          resolution_due_at: string | null;
          resolution_notes: string | null;
          resolution_type: Database["public"]["Enums"]["resolution_type"] | null;
          resolved_at: string | null;
          service_id: string | null;
          sla_due_at: string | null;
          sla_paused_at: string | null;
          sla_risk_at: string | null;
          split_from: string | null;
          status: Database["public"]["Enums"]["ticket_status"];
          subject: string;
          team_id: string | null;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          assignee_id?: string | null;
          category: string;
          channel?: Database["public"]["Enums"]["ticket_channel"];
          closed_at?: string | null;
          created_at?: string;
          customer_id: string;
          description: string;
          domain_id?: string | null;
          first_responded_at?: string | null;
          first_response_due_at?: string | null;
          follow_up_of?: string | null;
          id?: string;
          is_private?: boolean;
          issue_type?: string | null;
          last_activity_at?: string;
          last_message_author?: Database["public"]["Enums"]["message_author"] | null;
          last_message_by?: string | null;
          merged_into?: string | null;
          message_count?: number;
          next_response_due_at?: string | null;
          number: string;
          order_id?: string | null;
          priority?: Database["public"]["Enums"]["ticket_priority"];
          rated_at?: string | null;
          rating?: number | null;
          rating_comment?: string | null;
          requester_id?: string | null;
          resolution_due_at?: string | null;
          resolution_notes?: string | null;
          resolution_type?: Database["public"]["Enums"]["resolution_type"] | null;
          resolved_at?: string | null;
          service_id?: string | null;
          sla_due_at?: string | null;
          sla_paused_at?: string | null;
          sla_risk_at?: string | null;
          split_from?: string | null;
          status?: Database["public"]["Enums"]["ticket_status"];
          subject: string;
          team_id?: string | null;
          updated_at?: string;
          version?: number;
        };
        Update: {
          assignee_id?: string | null;
          category?: string;
          channel?: Database["public"]["Enums"]["ticket_channel"];
          closed_at?: string | null;
          created_at?: string;
          customer_id?: string;
          description?: string;
          domain_id?: string | null;
          first_responded_at?: string | null;
          first_response_due_at?: string | null;
          follow_up_of?: string | null;
          id?: string;
          is_private?: boolean;
          issue_type?: string | null;
          last_activity_at?: string;
          last_message_author?: Database["public"]["Enums"]["message_author"] | null;
          last_message_by?: string | null;
          merged_into?: string | null;
          message_count?: number;
          next_response_due_at?: string | null;
          number?: string;
          order_id?: string | null;
          priority?: Database["public"]["Enums"]["ticket_priority"];
          rated_at?: string | null;
          rating?: number | null;
          rating_comment?: string | null;
          requester_id?: string | null;
          resolution_due_at?: string | null;
          resolution_notes?: string | null;
          resolution_type?: Database["public"]["Enums"]["resolution_type"] | null;
          resolved_at?: string | null;
          service_id?: string | null;
          sla_due_at?: string | null;
          sla_paused_at?: string | null;
          sla_risk_at?: string | null;
          split_from?: string | null;
          status?: Database["public"]["Enums"]["ticket_status"];
          subject?: string;
          team_id?: string | null;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "support_tickets_assignee_id_fkey";
            columns: ["assignee_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "support_tickets_category_fkey";
            columns: ["category"];
            isOneToOne: false;
            referencedRelation: "ticket_categories";
            referencedColumns: ["slug"];
          },
          {
            foreignKeyName: "support_tickets_category_issue_type_fkey";
            columns: ["category", "issue_type"];
            isOneToOne: false;
            referencedRelation: "ticket_issue_types";
            referencedColumns: ["category", "slug"];
          },
          {
            foreignKeyName: "support_tickets_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "support_tickets_domain_id_fkey";
            columns: ["domain_id"];
            isOneToOne: false;
            referencedRelation: "custom_domains";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "support_tickets_follow_up_of_fkey";
            columns: ["follow_up_of"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "support_tickets_merged_into_fkey";
            columns: ["merged_into"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "support_tickets_order_id_fkey";
            columns: ["order_id"];
            isOneToOne: false;
            referencedRelation: "orders";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "support_tickets_requester_id_fkey";
            columns: ["requester_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "support_tickets_service_id_fkey";
            columns: ["service_id"];
            isOneToOne: false;
            referencedRelation: "customer_services";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "support_tickets_split_from_fkey";
            columns: ["split_from"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "support_tickets_team_id_fkey";
            columns: ["team_id"];
            isOneToOne: false;
            referencedRelation: "teams";
            referencedColumns: ["id"];
          },
        ];
      };
      team_members: {
        Row: {
          capacity: number | null;
          created_at: string;
          is_paused: boolean;
          last_assigned_at: string | null;
          team_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          capacity?: number | null;
          created_at?: string;
          is_paused?: boolean;
          last_assigned_at?: string | null;
          team_id: string;
          user_id: string;
        };
        Update: {
          capacity?: number | null;
          created_at?: string;
          is_paused?: boolean;
          last_assigned_at?: string | null;
          team_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "team_members_team_id_fkey";
            columns: ["team_id"];
            isOneToOne: false;
            referencedRelation: "teams";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "team_members_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      teams: {
        Row: {
          archived_at: string | null;
          assignment: Database["public"]["Enums"]["team_assignment"];
          capacity: number;
          created_at: string;
          description: string;
          id: string;
          name: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          archived_at?: string | null;
          assignment?: Database["public"]["Enums"]["team_assignment"];
          capacity?: number;
          created_at?: string;
          description?: string;
          id?: string;
          name: string;
          updated_at?: string;
          version?: number;
        };
        Update: {
          archived_at?: string | null;
          assignment?: Database["public"]["Enums"]["team_assignment"];
          capacity?: number;
          created_at?: string;
          description?: string;
          id?: string;
          name?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [];
      };
      ticket_affected_items: {
        Row: {
          note: string | null;
          order_item_id: string;
          quantity: number;
          ticket_id: string;
        };
        ComputedFields: never;
        Insert: {
          note?: string | null;
          order_item_id: string;
          quantity: number;
          ticket_id: string;
        };
        Update: {
          note?: string | null;
          order_item_id?: string;
          quantity?: number;
          ticket_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_affected_items_order_item_id_fkey";
            columns: ["order_item_id"];
            isOneToOne: false;
            referencedRelation: "order_items";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_affected_items_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_attachment_scans: {
        Row: {
          attachment_id: string;
          scanned_at: string;
          signature: string | null;
        };
        ComputedFields: never;
        Insert: {
          attachment_id: string;
          scanned_at?: string;
          signature?: string | null;
        };
        Update: {
          attachment_id?: string;
          scanned_at?: string;
          signature?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_attachment_scans_attachment_id_fkey";
            columns: ["attachment_id"];
            isOneToOne: true;
            referencedRelation: "ticket_attachments";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_attachments: {
        Row: {
          created_at: string;
          customer_id: string;
          file_name: string;
          height: number | null;
          id: string;
          is_internal: boolean;
          message_id: string | null;
          mime_type: string;
          quote_id: string | null;
          scan_status: Database["public"]["Enums"]["scan_status"];
          sha256: string;
          size: number;
          storage_path: string;
          stored_at: string | null;
          ticket_id: string | null;
          uploaded_by: string | null;
          width: number | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          customer_id: string;
          file_name: string;
          height?: number | null;
          id?: string;
          is_internal?: boolean;
          message_id?: string | null;
          mime_type: string;
          quote_id?: string | null;
          scan_status?: Database["public"]["Enums"]["scan_status"];
          sha256: string;
          size: number;
          storage_path: string;
          stored_at?: string | null;
          ticket_id?: string | null;
          uploaded_by?: string | null;
          width?: number | null;
        };
        Update: {
          created_at?: string;
          customer_id?: string;
          file_name?: string;
          height?: number | null;
          id?: string;
          is_internal?: boolean;
          message_id?: string | null;
          mime_type?: string;
          quote_id?: string | null;
          scan_status?: Database["public"]["Enums"]["scan_status"];
          sha256?: string;
          size?: number;
          storage_path?: string;
          stored_at?: string | null;
          ticket_id?: string | null;
          uploaded_by?: string | null;
          width?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_attachments_customer_id_fkey";
            columns: ["customer_id"];
            isOneToOne: false;
            referencedRelation: "customer_profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_attachments_message_id_fkey";
            columns: ["message_id"];
            isOneToOne: false;
            referencedRelation: "ticket_messages";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_attachments_quote_id_fkey";
            columns: ["quote_id"];
            isOneToOne: false;
            referencedRelation: "quote_requests";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_attachments_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_attachments_uploaded_by_fkey";
            columns: ["uploaded_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_auto_answers: {
        Row: {
          answerer: string;
          citations: NonNullable<Json>;
          created_at: string;
          decided_at: string | null;
          decided_by: string | null;
          message_id: string;
          outcome: string | null;
          reason: string | null;
          ticket_id: string;
        };
        ComputedFields: never;
        Insert: {
          answerer: string;
          citations?: NonNullable<Json>;
          created_at?: string;
          decided_at?: string | null;
          decided_by?: string | null;
          message_id: string;
          outcome?: string | null;
          reason?: string | null;
          ticket_id: string;
        };
        Update: {
          answerer?: string;
          citations?: NonNullable<Json>;
          created_at?: string;
          decided_at?: string | null;
          decided_by?: string | null;
          message_id?: string;
          outcome?: string | null;
          reason?: string | null;
          ticket_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_auto_answers_decided_by_fkey";
            columns: ["decided_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_auto_answers_message_id_fkey";
            columns: ["message_id"];
            isOneToOne: true;
            referencedRelation: "ticket_messages";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_auto_answers_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: true;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_categories: {
        Row: {
          allows_auto_answer: boolean;
          default_priority: Database["public"]["Enums"]["ticket_priority"];
          description: string;
          is_active: boolean;
          label: string;
          needs: string | null;
          position: number;
          slug: string;
          team_id: string | null;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          allows_auto_answer?: boolean;
          default_priority?: Database["public"]["Enums"]["ticket_priority"];
          description?: string;
          is_active?: boolean;
          label: string;
          needs?: string | null;
          position?: number;
          slug: string;
          team_id?: string | null;
          version?: number;
        };
        Update: {
          allows_auto_answer?: boolean;
          default_priority?: Database["public"]["Enums"]["ticket_priority"];
          description?: string;
          is_active?: boolean;
          label?: string;
          needs?: string | null;
          position?: number;
          slug?: string;
          team_id?: string | null;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_categories_team_id_fkey";
            columns: ["team_id"];
            isOneToOne: false;
            referencedRelation: "teams";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_correspondents: {
        Row: {
          address: string;
          created_at: string;
          full_name: string;
          ticket_id: string;
        };
        ComputedFields: never;
        Insert: {
          address: string;
          created_at?: string;
          full_name: string;
          ticket_id: string;
        };
        Update: {
          address?: string;
          created_at?: string;
          full_name?: string;
          ticket_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_correspondents_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_drafts: {
        Row: {
          attachment_ids: string[];
          author_id: string;
          body: string;
          created_at: string;
          id: string;
          mode: string;
          read_until: string | null;
          returned_hint: string | null;
          returned_reason: string | null;
          send_at: string | null;
          status_after: Database["public"]["Enums"]["ticket_status"] | null;
          template_id: string | null;
          ticket_id: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          attachment_ids?: string[];
          author_id: string;
          body?: string;
          created_at?: string;
          id?: string;
          mode: string;
          read_until?: string | null;
          returned_hint?: string | null;
          returned_reason?: string | null;
          send_at?: string | null;
          status_after?: Database["public"]["Enums"]["ticket_status"] | null;
          template_id?: string | null;
          ticket_id: string;
          updated_at?: string;
          version?: number;
        };
        Update: {
          attachment_ids?: string[];
          author_id?: string;
          body?: string;
          created_at?: string;
          id?: string;
          mode?: string;
          read_until?: string | null;
          returned_hint?: string | null;
          returned_reason?: string | null;
          send_at?: string | null;
          status_after?: Database["public"]["Enums"]["ticket_status"] | null;
          template_id?: string | null;
          ticket_id?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_drafts_author_id_fkey";
            columns: ["author_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_drafts_template_id_fkey";
            columns: ["template_id"];
            isOneToOne: false;
            referencedRelation: "ticket_templates";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_drafts_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_events: {
        Row: {
          actor_id: string | null;
          actor_name: string;
          actor_type: Database["public"]["Enums"]["message_author"];
          created_at: string;
          id: string;
          is_internal: boolean;
          new_value: string | null;
          note: string | null;
          old_value: string | null;
          ticket_id: string;
          type: string;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string | null;
          actor_name: string;
          actor_type: Database["public"]["Enums"]["message_author"];
          created_at?: string;
          id?: string;
          is_internal?: boolean;
          new_value?: string | null;
          note?: string | null;
          old_value?: string | null;
          ticket_id: string;
          type: string;
        };
        Update: {
          actor_id?: string | null;
          actor_name?: string;
          actor_type?: Database["public"]["Enums"]["message_author"];
          created_at?: string;
          id?: string;
          is_internal?: boolean;
          new_value?: string | null;
          note?: string | null;
          old_value?: string | null;
          ticket_id?: string;
          type?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_events_actor_id_fkey";
            columns: ["actor_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_events_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_followers: {
        Row: {
          created_at: string;
          ticket_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          ticket_id: string;
          user_id: string;
        };
        Update: {
          created_at?: string;
          ticket_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_followers_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_followers_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_insights: {
        Row: {
          agreement: boolean | null;
          category_confidence: number | null;
          citations: NonNullable<Json>;
          created_at: string;
          fallback: string | null;
          flags: string[];
          is_calibrated: boolean;
          is_supported: boolean;
          language: string | null;
          method: string | null;
          model: string | null;
          obstacle: string | null;
          prompt_version: string | null;
          readings: NonNullable<Json>;
          reply_state: string;
          runners_up: NonNullable<Json>;
          sentiment: string | null;
          state: string;
          suggested_category: string | null;
          suggested_priority: Database["public"]["Enums"]["ticket_priority"] | null;
          suggested_reply: string | null;
          summary: string | null;
          support: string | null;
          ticket_id: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          agreement?: boolean | null;
          category_confidence?: number | null;
          citations?: NonNullable<Json>;
          created_at?: string;
          fallback?: string | null;
          flags?: string[];
          is_calibrated?: boolean;
          is_supported?: boolean;
          language?: string | null;
          method?: string | null;
          model?: string | null;
          obstacle?: string | null;
          prompt_version?: string | null;
          readings?: NonNullable<Json>;
          reply_state?: string;
          runners_up?: NonNullable<Json>;
          sentiment?: string | null;
          state?: string;
          suggested_category?: string | null;
          suggested_priority?: Database["public"]["Enums"]["ticket_priority"] | null;
          suggested_reply?: string | null;
          summary?: string | null;
          support?: string | null;
          ticket_id: string;
          updated_at?: string;
          version?: number;
        };
        Update: {
          agreement?: boolean | null;
          category_confidence?: number | null;
          citations?: NonNullable<Json>;
          created_at?: string;
          fallback?: string | null;
          flags?: string[];
          is_calibrated?: boolean;
          is_supported?: boolean;
          language?: string | null;
          method?: string | null;
          model?: string | null;
          obstacle?: string | null;
          prompt_version?: string | null;
          readings?: NonNullable<Json>;
          reply_state?: string;
          runners_up?: NonNullable<Json>;
          sentiment?: string | null;
          state?: string;
          suggested_category?: string | null;
          suggested_priority?: Database["public"]["Enums"]["ticket_priority"] | null;
          suggested_reply?: string | null;
          summary?: string | null;
          support?: string | null;
          ticket_id?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_insights_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: true;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_issue_types: {
        Row: {
          category: string;
          is_active: boolean;
          label: string;
          position: number;
          slug: string;
        };
        ComputedFields: never;
        Insert: {
          category: string;
          is_active?: boolean;
          label: string;
          position?: number;
          slug: string;
        };
        Update: {
          category?: string;
          is_active?: boolean;
          label?: string;
          position?: number;
          slug?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_issue_types_category_fkey";
            columns: ["category"];
            isOneToOne: false;
            referencedRelation: "ticket_categories";
            referencedColumns: ["slug"];
          },
        ];
      };
      ticket_links: {
        Row: {
          created_at: string;
          created_by: string | null;
          from_id: string;
          id: string;
          kind: string;
          to_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          from_id: string;
          id?: string;
          kind: string;
          to_id: string;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          from_id?: string;
          id?: string;
          kind?: string;
          to_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_links_created_by_fkey";
            columns: ["created_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_links_from_id_fkey";
            columns: ["from_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_links_to_id_fkey";
            columns: ["to_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_messages: {
        Row: {
          author_id: string | null;
          author_name: string;
          author_type: Database["public"]["Enums"]["message_author"];
          body: string;
          created_at: string;
          id: string;
          is_internal: boolean;
          ticket_id: string;
        };
        ComputedFields: never;
        Insert: {
          author_id?: string | null;
          author_name: string;
          author_type: Database["public"]["Enums"]["message_author"];
          body: string;
          created_at?: string;
          id?: string;
          is_internal?: boolean;
          ticket_id: string;
        };
        Update: {
          author_id?: string | null;
          author_name?: string;
          author_type?: Database["public"]["Enums"]["message_author"];
          body?: string;
          created_at?: string;
          id?: string;
          is_internal?: boolean;
          ticket_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_messages_author_id_fkey";
            columns: ["author_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_messages_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_promises: {
        Row: {
          due_at: string | null;
          kind: string;
          risk_at: string | null;
          ticket_id: string;
          warned_breach_at: string | null;
          warned_risk_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          due_at?: string | null;
          kind: string;
          risk_at?: string | null;
          ticket_id: string;
          warned_breach_at?: string | null;
          warned_risk_at?: string | null;
        };
        Update: {
          due_at?: string | null;
          kind?: string;
          risk_at?: string | null;
          ticket_id?: string;
          warned_breach_at?: string | null;
          warned_risk_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_promises_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_reads: {
        Row: {
          last_read_at: string;
          rating_skipped_at: string | null;
          ticket_id: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          last_read_at?: string;
          rating_skipped_at?: string | null;
          ticket_id: string;
          user_id: string;
        };
        Update: {
          last_read_at?: string;
          rating_skipped_at?: string | null;
          ticket_id?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_reads_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_reads_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_snoozes: {
        Row: {
          created_at: string;
          snoozed_by: string | null;
          ticket_id: string;
          until: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          snoozed_by?: string | null;
          ticket_id: string;
          until: string;
        };
        Update: {
          created_at?: string;
          snoozed_by?: string | null;
          ticket_id?: string;
          until?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_snoozes_snoozed_by_fkey";
            columns: ["snoozed_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_snoozes_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: true;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_tags: {
        Row: {
          tag: string;
          ticket_id: string;
        };
        ComputedFields: never;
        Insert: {
          tag: string;
          ticket_id: string;
        };
        Update: {
          tag?: string;
          ticket_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_tags_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: false;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_templates: {
        Row: {
          body: string;
          category: string | null;
          created_at: string;
          id: string;
          is_active: boolean;
          last_used_at: string | null;
          name: string;
          updated_at: string;
          updated_by: string | null;
          usage_count: number;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          body: string;
          category?: string | null;
          created_at?: string;
          id?: string;
          is_active?: boolean;
          last_used_at?: string | null;
          name: string;
          updated_at?: string;
          updated_by?: string | null;
          usage_count?: number;
          version?: number;
        };
        Update: {
          body?: string;
          category?: string | null;
          created_at?: string;
          id?: string;
          is_active?: boolean;
          last_used_at?: string | null;
          name?: string;
          updated_at?: string;
          updated_by?: string | null;
          usage_count?: number;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_templates_category_fkey";
            columns: ["category"];
            isOneToOne: false;
            referencedRelation: "ticket_categories";
            referencedColumns: ["slug"];
          },
          {
            foreignKeyName: "ticket_templates_updated_by_fkey";
            columns: ["updated_by"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_transcripts: {
        Row: {
          created_at: string;
          messages: NonNullable<Json>;
          session_id: string | null;
          ticket_id: string;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          messages: NonNullable<Json>;
          session_id?: string | null;
          ticket_id: string;
          user_id?: string | null;
        };
        Update: {
          created_at?: string;
          messages?: NonNullable<Json>;
          session_id?: string | null;
          ticket_id?: string;
          user_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_transcripts_session_id_fkey";
            columns: ["session_id"];
            isOneToOne: false;
            referencedRelation: "chatbot_sessions";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_transcripts_ticket_id_fkey";
            columns: ["ticket_id"];
            isOneToOne: true;
            referencedRelation: "support_tickets";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "ticket_transcripts_user_id_fkey";
            columns: ["user_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      ticket_views: {
        Row: {
          created_at: string;
          deleted_at: string | null;
          filters: NonNullable<Json>;
          id: string;
          is_shared: boolean;
          name: string;
          owner_id: string;
          position: number;
          sort: string | null;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          deleted_at?: string | null;
          filters?: NonNullable<Json>;
          id?: string;
          is_shared?: boolean;
          name: string;
          owner_id: string;
          position?: number;
          sort?: string | null;
          updated_at?: string;
          version?: number;
        };
        Update: {
          created_at?: string;
          deleted_at?: string | null;
          filters?: NonNullable<Json>;
          id?: string;
          is_shared?: boolean;
          name?: string;
          owner_id?: string;
          position?: number;
          sort?: string | null;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "ticket_views_owner_id_fkey";
            columns: ["owner_id"];
            isOneToOne: false;
            referencedRelation: "portal_users";
            referencedColumns: ["id"];
          },
        ];
      };
      whatsapp_templates: {
        Row: {
          created_at: string;
          event: string | null;
          id: string;
          language: string;
          name: string;
          parameters: string[];
          status: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          event?: string | null;
          id?: string;
          language: string;
          name: string;
          parameters: string[];
          status?: string;
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          event?: string | null;
          id?: string;
          language?: string;
          name?: string;
          parameters?: string[];
          status?: string;
          updated_at?: string;
        };
        Relationships: [];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      accept_quote: { Args: { p_context?: Json; p_quote_id: string; p_version: number }; Returns: Json };
      add_agent_time_off: {
        Args: { p_agent_id: string; p_ends_at: string; p_key: string; p_note?: string; p_starts_at: string };
        Returns: Json;
      };
      add_call_note: { Args: { p_body: string; p_call_id: string; p_key: string }; Returns: Json };
      add_domain: { Args: { p_input: Json; p_key: string }; Returns: Json };
      add_holidays: { Args: { p_apply?: boolean; p_holidays: Json }; Returns: Json };
      answer_by_article: { Args: { p_slug: string; p_subject: string }; Returns: Json };
      apply_as_reseller: { Args: { p_input: Json; p_key: string }; Returns: Json };
      archive_article: { Args: { p_expected_version?: number; p_id: string }; Returns: Json };
      archive_team: { Args: { p_id: string; p_successor?: string }; Returns: Json };
      assign_privacy_request: { Args: { p_assignee?: string; p_id: string }; Returns: Json };
      authorize_phone_code: { Args: { p_phone: string; p_user: string }; Returns: Json };
      begin_assist: { Args: { p_reader: string; p_ticket_id: string; p_tool: string }; Returns: Json };
      begin_chat_turn: { Args: { p_input: Json; p_key: string }; Returns: Json };
      begin_checkout: { Args: { p_invoice_id: string }; Returns: Json };
      begin_embedder: {
        Args: { p_dimensions: number; p_model: string; p_passages: number; p_provider: string };
        Returns: undefined;
      };
      begin_erasure: { Args: { p_id: string }; Returns: Json };
      begin_export: { Args: { p_id: string }; Returns: Json };
      bind_push_subscription: { Args: { p_endpoint: string }; Returns: undefined };
      bulk_update_tickets: { Args: { p_changes: Json; p_ids: string[]; p_key: string }; Returns: Json };
      cache_opencart_orders: { Args: { p_orders: Json; p_source: string }; Returns: number };
      cancel_call: {
        Args: { p_call_id: string; p_expected_version?: number; p_reason?: string };
        Returns: Json;
      };
      cancel_privacy_request: { Args: { p_id: string }; Returns: Json };
      change_assistant_settings: { Args: { p_changes: Json; p_expected?: string }; Returns: Json };
      change_order_status: { Args: { p_input: Json; p_order_id: string }; Returns: Json };
      change_retention: { Args: { p_changes: Json; p_key: string }; Returns: Json };
      change_settings: { Args: { p_changes: Json; p_expected?: string }; Returns: Json };
      change_ticket_status: {
        Args: { p_action: string; p_input?: Json; p_ticket_id: string };
        Returns: Json;
      };
      chats_to_summarise: { Args: { p_limit?: number; p_reader: string }; Returns: Json };
      check_audit_seals: { Args: { p_days?: number }; Returns: Json };
      check_quotes: { Args: { p_limit?: number }; Returns: Json };
      check_sla: { Args: { p_limit?: number }; Returns: Json };
      claim_chat_answer: {
        Args: { p_answerer: string; p_message_id: string; p_model: string };
        Returns: string;
      };
      claim_customer_number: { Args: { p_number: string }; Returns: Json };
      claim_deliveries: {
        Args: { p_channel: string; p_lease_seconds?: number; p_limit?: number; p_worker: string };
        Returns: Json;
      };
      claim_digest: { Args: { p_lease_seconds?: number; p_worker: string }; Returns: Json };
      claim_jobs: {
        Args: { p_lease_seconds?: number; p_limit?: number; p_worker: string };
        Returns: {
          attempts: number;
          created_at: string;
          dedupe_key: string | null;
          finished_at: string | null;
          id: number;
          kind: string;
          last_error: string | null;
          locked_by: string | null;
          locked_until: string | null;
          max_attempts: number;
          payload: NonNullable<Json>;
          run_at: string;
          status: Database["public"]["Enums"]["job_status"];
        }[];
        SetofOptions: {
          from: "*";
          to: "jobs";
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      close_resolved_tickets: { Args: { p_limit?: number }; Returns: Json };
      complete_erasure: {
        Args: { p_body: string; p_id: string; p_public_key: string; p_signature: string };
        Returns: boolean;
      };
      complete_job: { Args: { p_id: number; p_worker: string }; Returns: boolean };
      complete_kb_image: { Args: { p_id: string }; Returns: undefined };
      complete_upload: { Args: { p_id: string }; Returns: undefined };
      confirm_chat_action: { Args: { p_id: string }; Returns: Json };
      consume_rate_limit: {
        Args: { p_bucket: string; p_limit: number; p_window_seconds: number };
        Returns: Json;
      };
      continue_export: { Args: { p_id: string }; Returns: undefined };
      convert_quote: { Args: { p_key: string; p_quote_id: string }; Returns: Json };
      count_article_view: { Args: { p_slug: string }; Returns: undefined };
      create_category: { Args: { p_input: Json; p_key: string }; Returns: Json };
      create_customer: { Args: { p_input: Json; p_key: string }; Returns: Json };
      create_quote: { Args: { p_input: Json; p_key: string }; Returns: Json };
      create_template: { Args: { p_input: Json; p_key: string }; Returns: Json };
      create_ticket: { Args: { p_input: Json; p_key: string }; Returns: Json };
      decide_call_action: { Args: { p_action_id: string; p_decision: string }; Returns: Json };
      decide_email: { Args: { p_id: string; p_input: Json }; Returns: Json };
      decide_kb_gap: { Args: { p_id: string; p_status: string }; Returns: Json };
      decide_privacy_request: {
        Args: { p_accept: boolean; p_expected_version?: number; p_id: string; p_reason?: string };
        Returns: Json;
      };
      decide_refund: { Args: { p_approve: boolean; p_reason?: string; p_refund_id: string }; Returns: Json };
      decide_reseller_application: {
        Args: { p_expected_version?: number; p_id: string; p_note?: string; p_status: string };
        Returns: Json;
      };
      decline_chat_action: { Args: { p_id: string }; Returns: Json };
      decline_quote: { Args: { p_quote_id: string; p_reason: string; p_version: number }; Returns: Json };
      delete_automation_rule: { Args: { p_id: string }; Returns: undefined };
      delete_category: { Args: { p_slug: string }; Returns: undefined };
      delete_chat_session: { Args: { p_id: string }; Returns: undefined };
      delete_kb_category: { Args: { p_id: string }; Returns: Json };
      delete_tag: { Args: { p_tag: string }; Returns: Json };
      delete_ticket_view: { Args: { p_id: string }; Returns: Json };
      delete_whatsapp_template: { Args: { p_id: string }; Returns: undefined };
      delivery_counts: { Args: Record<PropertyKey, never>; Returns: Json };
      describe_unsubscribe: { Args: { p_token: string }; Returns: Json };
      desk_counts: { Args: Record<PropertyKey, never>; Returns: Json };
      desk_ticket_subjects: { Args: { p_customer_id: string }; Returns: Json };
      discard_upload: { Args: { p_id: string }; Returns: string };
      drop_checkout: { Args: { p_id: string }; Returns: undefined };
      dry_run_automation: {
        Args: { p_cursor?: Json; p_from: string; p_limit?: number; p_rule: Json; p_until: string };
        Returns: Json;
      };
      embedder_basis: { Args: { p_model: string }; Returns: string };
      end_sessions: { Args: { p_id?: string }; Returns: Json };
      enqueue_domain_checks: { Args: Record<PropertyKey, never>; Returns: number };
      enqueue_recurring_jobs: { Args: Record<PropertyKey, never>; Returns: undefined };
      erase_subject: { Args: { p_id: string }; Returns: Json };
      escalate_chat_session: { Args: { p_id: string; p_input: Json; p_key: string }; Returns: Json };
      expire_exports: { Args: { p_limit?: number }; Returns: Json };
      extend_privacy_request: { Args: { p_days: number; p_id: string; p_reason: string }; Returns: Json };
      fail_job: {
        Args: { p_error: string; p_id: number; p_worker: string };
        Returns: Database["public"]["Enums"]["job_status"];
      };
      find_document: { Args: { p_id: string; p_kind: string; p_version: number }; Returns: Json };
      find_phone_owner: { Args: { p_phone: string }; Returns: Json };
      find_record_id: { Args: { p_kind: string; p_ref: string }; Returns: string };
      finish_audit_archive: {
        Args: { p_bytes: number; p_digest: string; p_entries: number; p_month: string; p_path: string };
        Returns: undefined;
      };
      finish_chat_answer: { Args: { p_message_id: string; p_result: Json }; Returns: string };
      finish_delivery: { Args: { p_id: string; p_outcome: Json; p_worker: string }; Returns: string };
      finish_digest: { Args: { p_digest_id: string; p_outcome: Json; p_worker: string }; Returns: number };
      finish_embedder: { Args: { p_model: string }; Returns: boolean };
      finish_export: { Args: { p_id: string; p_result: Json }; Returns: boolean };
      finish_import: { Args: Record<PropertyKey, never>; Returns: undefined };
      flush_draft: { Args: { p_draft_id: string }; Returns: Json };
      get_access_weeks: { Args: Record<PropertyKey, never>; Returns: Json };
      get_agent_calendar: { Args: { p_agent_id: string }; Returns: Json };
      get_article_to_index: { Args: { p_id: string }; Returns: Json };
      get_assistant_settings: { Args: Record<PropertyKey, never>; Returns: Json };
      get_audit_state: { Args: Record<PropertyKey, never>; Returns: Json };
      get_automation_rule: { Args: { p_id: string }; Returns: Json };
      get_branding: { Args: Record<PropertyKey, never>; Returns: Json };
      get_call: { Args: { p_call_id: string }; Returns: Json };
      get_call_desk: { Args: { p_customer_id?: string }; Returns: Json };
      get_call_email: {
        Args: { p_call_id: string; p_former_agent?: string; p_kind?: string };
        Returns: Json;
      };
      get_call_to_summarise: { Args: { p_call_id: string; p_version: number }; Returns: Json };
      get_call_transcript: { Args: { p_call_id: string }; Returns: Json };
      get_chat_desk: { Args: { p_id: string }; Returns: Json };
      get_chat_session: { Args: { p_id: string }; Returns: Json };
      get_chat_turn: { Args: { p_message_id: string; p_with_records?: boolean }; Returns: Json };
      get_classifier: { Args: Record<PropertyKey, never>; Returns: Json };
      get_classifier_examples: { Args: { p_at?: string; p_id?: string; p_limit?: number }; Returns: Json };
      get_classifier_model: { Args: { p_format?: number; p_known?: string }; Returns: Json };
      get_classifier_work: { Args: { p_force?: boolean; p_format?: number }; Returns: Json };
      get_closing_email: { Args: { p_ticket_id: string }; Returns: Json };
      get_customer: { Args: { p_ref: string }; Returns: Json };
      get_dashboard: { Args: Record<PropertyKey, never>; Returns: Json };
      get_desk: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      get_document_parties: { Args: { p_id: string; p_kind: string }; Returns: Json };
      get_domain_challenge: { Args: { p_hostname: string }; Returns: string };
      get_domain_check: { Args: { p_check: number; p_id: string }; Returns: Json };
      get_drafts: { Args: { p_ticket_id: string }; Returns: Json };
      get_embedding_progress: { Args: Record<PropertyKey, never>; Returns: Json };
      get_export_schema: { Args: Record<PropertyKey, never>; Returns: Json };
      get_follow_up_source: { Args: { p_ticket_id: string }; Returns: Json };
      get_help_article: { Args: { p_slug: string }; Returns: Json };
      get_help_category: { Args: { p_slug: string }; Returns: Json };
      get_help_desk: { Args: Record<PropertyKey, never>; Returns: Json };
      get_help_home: { Args: { p_locale?: string }; Returns: Json };
      get_inbound_email: { Args: { p_id: string }; Returns: Json };
      get_inbound_job: { Args: { p_id: string }; Returns: Json };
      get_invoice: { Args: { p_ref: string }; Returns: Json };
      get_kb_article: { Args: { p_ref: string }; Returns: Json };
      get_kb_gap: { Args: { p_id: string }; Returns: Json };
      get_kb_image: { Args: { p_id: string }; Returns: Json };
      get_kb_versions: { Args: { p_id: string; p_version: number }; Returns: Json };
      get_model_judgements: { Args: Record<PropertyKey, never>; Returns: Json };
      get_notification_preferences: { Args: Record<PropertyKey, never>; Returns: Json };
      get_order: { Args: { p_ref: string }; Returns: Json };
      get_privacy_overview: { Args: Record<PropertyKey, never>; Returns: Json };
      get_privacy_receipt: { Args: { p_id: string }; Returns: Json };
      get_privacy_request: { Args: { p_ref: string }; Returns: Json };
      get_processing_register: { Args: Record<PropertyKey, never>; Returns: Json };
      get_profile: { Args: Record<PropertyKey, never>; Returns: Json };
      get_quote: { Args: { p_ref: string }; Returns: Json };
      get_reply_email: { Args: { p_message_id: string }; Returns: Json };
      get_reseller_application: { Args: { p_customer?: string }; Returns: Json };
      get_retention: { Args: Record<PropertyKey, never>; Returns: Json };
      get_scan: { Args: { p_id: string }; Returns: Json };
      get_second_factor: { Args: Record<PropertyKey, never>; Returns: Json };
      get_service: { Args: { p_ref: string }; Returns: Json };
      get_settings: { Args: Record<PropertyKey, never>; Returns: Json };
      get_sla_settings: { Args: Record<PropertyKey, never>; Returns: Json };
      get_team: { Args: { p_id: string }; Returns: Json };
      get_template: { Args: { p_id: string }; Returns: Json };
      get_template_values: { Args: { p_ticket_id: string }; Returns: Json };
      get_ticket: { Args: { p_mark_read?: boolean; p_ref: string }; Returns: Json };
      get_ticket_conversation: { Args: { p_notes?: boolean; p_part?: number; p_ref: string }; Returns: Json };
      get_ticket_email: { Args: { p_kind: string; p_ticket_id: string }; Returns: Json };
      get_ticket_transcript: { Args: { p_ticket_id: string }; Returns: Json };
      get_triage: { Args: { p_reader: string; p_ticket_id: string }; Returns: Json };
      get_viewer: { Args: Record<PropertyKey, never>; Returns: Json };
      get_visitor_vote: { Args: { p_slug: string; p_visitor: string }; Returns: Json };
      housekeeping: { Args: Record<PropertyKey, never>; Returns: Json };
      import_audit_entries: { Args: { p_entries: Json }; Returns: number };
      import_consents: { Args: { p_consents: Json }; Returns: number };
      import_position: { Args: { p_source: string }; Returns: Json };
      import_privacy_requests: { Args: { p_requests: Json }; Returns: number };
      import_records: {
        Args: { p_kind: string; p_options?: Json; p_records: Json; p_source: string };
        Returns: Json;
      };
      import_rows: { Args: { p_parts: Json }; Returns: number };
      invoice_statement: { Args: { p_customer?: string; p_from: string; p_to: string }; Returns: Json };
      invoice_summary: { Args: { p_customer?: string }; Returns: Json };
      issue_recovery_codes: { Args: { p_is_new?: boolean; p_user: string }; Returns: string[] };
      join_call_waitlist: { Args: { p_call_id: string }; Returns: Json };
      judge_answer: { Args: { p_helped: boolean; p_reason?: string; p_ticket_id: string }; Returns: Json };
      judge_insight: {
        Args: { p_input?: Json; p_part: string; p_ticket_id: string; p_verdict: string };
        Returns: Json;
      };
      kb_article_counts: { Args: Record<PropertyKey, never>; Returns: Json };
      keep_chat_summary: {
        Args: { p_id: string; p_seen_at: string; p_summary: string; p_tokens: number };
        Returns: boolean;
      };
      leave_call_waitlist: { Args: { p_call_id: string }; Returns: Json };
      link_tickets: { Args: { p_kind: string; p_other_id: string; p_ticket_id: string }; Returns: Json };
      list_activity: { Args: { p_cursor?: Json; p_limit?: number }; Returns: Json };
      list_all_categories: { Args: Record<PropertyKey, never>; Returns: Json };
      list_automation_rules: { Args: Record<PropertyKey, never>; Returns: Json };
      list_automation_runs: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      list_call_agents: { Args: Record<PropertyKey, never>; Returns: Json };
      list_call_slots: { Args: { p_from: string; p_options?: Json; p_to: string }; Returns: Json };
      list_domains: { Args: { p_cursor?: Json; p_id?: string; p_limit?: number }; Returns: Json };
      list_doomed_objects: { Args: { p_limit?: number }; Returns: Json };
      list_erasure_objects: { Args: { p_id: string; p_limit?: number }; Returns: Json };
      list_export_files: { Args: { p_cursor?: string; p_id: string; p_limit?: number }; Returns: Json };
      list_inbound_emails: {
        Args: { p_cursor?: Json; p_limit?: number; p_states?: string[] };
        Returns: Json;
      };
      list_kb_articles: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      list_kb_categories: { Args: Record<PropertyKey, never>; Returns: Json };
      list_kb_gaps: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      list_message_files: { Args: { p_message_ids: string[] }; Returns: Json };
      list_pressing_tickets: { Args: { p_limit?: number }; Returns: Json };
      list_privacy_requests: { Args: { p_cursor?: Json; p_limit?: number }; Returns: Json };
      list_recent_changes: { Args: { p_ticket_id: string }; Returns: Json };
      list_second_factors: {
        Args: { p_after?: string; p_customer?: string; p_limit?: number };
        Returns: Json;
      };
      list_sessions: { Args: { p_cursor?: Json; p_limit?: number }; Returns: Json };
      list_staff: { Args: Record<PropertyKey, never>; Returns: Json };
      list_tags: { Args: { p_after?: string; p_filters?: Json; p_limit?: number }; Returns: Json };
      list_team_names: { Args: Record<PropertyKey, never>; Returns: Json };
      list_teams: { Args: Record<PropertyKey, never>; Returns: Json };
      list_templates: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      list_ticket_categories: { Args: Record<PropertyKey, never>; Returns: Json };
      list_ticket_messages: {
        Args: { p_cursor?: Json; p_latest_first?: boolean; p_limit?: number; p_ticket_id: string };
        Returns: Json;
      };
      list_unknown_mail: { Args: { p_after?: string; p_limit?: number }; Returns: Json };
      log_assistant_read: {
        Args: { p_message_id: string; p_read: string[]; p_reader: string; p_tool: string };
        Returns: undefined;
      };
      log_search: {
        Args: { p_locale?: string; p_query: string; p_results: number; p_source: string; p_support: string };
        Returns: undefined;
      };
      mark_notifications_read: { Args: { p_ids?: string[] }; Returns: Json };
      mark_ticket_read: { Args: { p_ticket_id: string }; Returns: undefined };
      merge_tags: { Args: { p_from: string; p_into: string }; Returns: Json };
      merge_tickets: {
        Args: { p_from: string; p_input?: Json; p_into: string; p_key: string };
        Returns: Json;
      };
      move_automation_rule: { Args: { p_direction: string; p_id: string }; Returns: Json };
      move_call: {
        Args: { p_agent_id?: string; p_call_id: string; p_expected_version?: number; p_starts_at: string };
        Returns: Json;
      };
      next_audit_archive: { Args: Record<PropertyKey, never>; Returns: string };
      note_password_changed: { Args: { p_user: string }; Returns: undefined };
      note_session: { Args: Record<PropertyKey, never>; Returns: undefined };
      open_checkout: { Args: { p_id: string; p_input: Json }; Returns: Json };
      open_privacy_export: { Args: { p_id: string }; Returns: Json };
      open_upload: { Args: { p_id: string }; Returns: Json };
      order_categories: { Args: { p_slugs: string[] }; Returns: undefined };
      order_kb_categories: { Args: { p_ids: string[] }; Returns: Json };
      order_ticket_views: { Args: { p_ids: string[] }; Returns: undefined };
      passages_to_embed: { Args: { p_limit: number; p_model: string }; Returns: Json };
      passages_to_learn: { Args: { p_after: string; p_limit: number }; Returns: Json };
      pause_member: { Args: { p_is_paused: boolean; p_team_id: string; p_user_id: string }; Returns: Json };
      postpone_ticket_email: {
        Args: { p_kind: string; p_payload: Json; p_until: string };
        Returns: undefined;
      };
      preview_deletion: { Args: Record<PropertyKey, never>; Returns: Json };
      preview_promise: { Args: { p_category: string; p_priority?: string }; Returns: Json };
      preview_promises: { Args: { p_category?: string }; Returns: Json };
      privacy_request_counts: { Args: Record<PropertyKey, never>; Returns: Json };
      propose_call_action: { Args: { p_call_id: string; p_input: Json; p_key: string }; Returns: Json };
      propose_chat_action: { Args: { p_input: Json; p_kind: string; p_message_id: string }; Returns: Json };
      publish_article: { Args: { p_expected_version?: number; p_id: string }; Returns: Json };
      quote_counts: { Args: Record<PropertyKey, never>; Returns: Json };
      rate_chat_answer: {
        Args: { p_helpful: boolean; p_message_id: string; p_reason?: string; p_session_id: string };
        Returns: Json;
      };
      rate_ticket: { Args: { p_comment?: string; p_rating: number; p_ticket_id: string }; Returns: Json };
      raw_emails_removed: { Args: { p_paths: string[] }; Returns: undefined };
      reactivate_email: { Args: Record<PropertyKey, never>; Returns: Json };
      read_audit_archive: { Args: { p_cursor?: Json; p_limit?: number; p_month: string }; Returns: Json };
      read_export: {
        Args: { p_cursor?: Json; p_id: string; p_limit?: number; p_table: string };
        Returns: Json;
      };
      receive_email: { Args: { p_id: string; p_input: Json }; Returns: Json };
      receive_records: {
        Args: { p_kind: string; p_records: Json; p_request: Json; p_source: string };
        Returns: Json;
      };
      recompute_sla: { Args: { p_id: string; p_limit?: number }; Returns: Json };
      record_bounce: { Args: { p_failure: Json; p_id: string }; Returns: Json };
      record_call_outcome: { Args: { p_call_id: string; p_outcome: string }; Returns: Json };
      record_call_summary: {
        Args: { p_call_id: string; p_summary: Json; p_version: number };
        Returns: boolean;
      };
      record_domain_check: {
        Args: { p_check: number; p_found: Json; p_id: string; p_outcome: string };
        Returns: Json;
      };
      record_email_facts: { Args: { p_facts: Json; p_id: string }; Returns: Json };
      record_email_feedback: { Args: { p_events: Json }; Returns: Json };
      record_invoice_payment: { Args: { p_input: Json }; Returns: Json };
      record_message_status: {
        Args: { p_error?: string; p_provider_id: string; p_status: string };
        Returns: boolean;
      };
      record_payment_event: { Args: { p_event: Json }; Returns: Json };
      record_push: { Args: { p_gone: string[]; p_used: string[] }; Returns: undefined };
      record_reauthentication: { Args: { p_purpose: string; p_user: string }; Returns: undefined };
      record_scan: {
        Args: { p_id: string; p_signature: string };
        Returns: Database["public"]["Enums"]["scan_status"];
      };
      record_template_status: {
        Args: { p_language: string; p_name: string; p_status: string };
        Returns: number;
      };
      record_triage: { Args: { p_input: Json; p_ticket_id: string }; Returns: Json };
      register_email_file: { Args: { p_id: string; p_input: Json; p_part: number }; Returns: Json };
      register_kb_image: { Args: { p_input: Json; p_user_id: string }; Returns: Json };
      register_upload: { Args: { p_input: Json; p_user_id: string }; Returns: Json };
      remind_of_call: { Args: { p_call_id: string; p_hours: number; p_sequence: number }; Returns: boolean };
      remind_privacy_requests: { Args: { p_limit?: number }; Returns: number };
      remove_address: { Args: { p_id: string }; Returns: Json };
      remove_agent_availability: { Args: { p_agent_id: string; p_valid_from: string }; Returns: Json };
      remove_agent_time_off: { Args: { p_agent_id: string; p_id: string }; Returns: Json };
      remove_availability_exception: { Args: { p_agent_id: string; p_day: string }; Returns: Json };
      remove_domain: { Args: { p_id: string; p_input?: Json }; Returns: Json };
      remove_holidays: { Args: { p_apply?: boolean; p_days: string[] }; Returns: Json };
      remove_push_subscription: { Args: { p_ref: string }; Returns: Json };
      remove_second_factor: { Args: { p_user: string }; Returns: undefined };
      rename_chat_session: { Args: { p_id: string; p_title: string }; Returns: Json };
      rename_tag: { Args: { p_from: string; p_to: string }; Returns: Json };
      renew_job: { Args: { p_id: number; p_lease_seconds: number; p_worker: string }; Returns: boolean };
      replace_kb_chunks: {
        Args: { p_article_id: string; p_chunks: Json; p_version: number };
        Returns: number;
      };
      reply_to_ticket: { Args: { p_input: Json; p_key: string; p_ticket_id: string }; Returns: Json };
      report_invoice_payment: { Args: { p_input: Json; p_invoice_id: string; p_key: string }; Returns: Json };
      report_scanner_outage: { Args: { p_reason: string }; Returns: undefined };
      request_classifier_training: { Args: Record<PropertyKey, never>; Returns: Json };
      request_domain_check: { Args: { p_id: string }; Returns: Json };
      request_privacy: { Args: { p_details?: Json; p_key: string; p_kind: string }; Returns: Json };
      request_quote: { Args: { p_input: Json; p_key: string }; Returns: Json };
      request_quote_changes: {
        Args: { p_items?: Json; p_message: string; p_quote_id: string; p_version: number };
        Returns: Json;
      };
      request_service_change: {
        Args: { p_input: Json; p_key: string; p_kind: string; p_service_id: string };
        Returns: Json;
      };
      resend_deliveries: { Args: { p_input: Json }; Returns: Json };
      reset_second_factor: { Args: { p_user: string }; Returns: Json };
      resolve_ticket: { Args: { p_input: Json; p_ticket_id: string }; Returns: Json };
      restore_article_version: {
        Args: { p_expected_version?: number; p_id: string; p_version: number };
        Returns: Json;
      };
      restore_call: { Args: { p_call_id: string }; Returns: Json };
      restore_chat_session: { Args: { p_id: string }; Returns: Json };
      restore_ticket_view: { Args: { p_id: string }; Returns: Json };
      revive_privacy_requests: { Args: Record<PropertyKey, never>; Returns: number };
      revive_scans: { Args: Record<PropertyKey, never>; Returns: number };
      run_automation: { Args: { p_input: Json }; Returns: Json };
      run_retention: { Args: { p_key: string; p_limit?: number }; Returns: Json };
      save_address: { Args: { p_input: Json; p_key: string }; Returns: Json };
      save_article: { Args: { p_input: Json; p_key: string }; Returns: Json };
      save_automation_rule: { Args: { p_id: string; p_input: Json; p_key: string }; Returns: Json };
      save_basis: { Args: { p_content: string; p_model: string; p_part: number }; Returns: undefined };
      save_call_summary: { Args: { p_call_id: string; p_summary: string }; Returns: Json };
      save_call_transcript: { Args: { p_call_id: string; p_transcript: Json }; Returns: Json };
      save_chat_answer: {
        Args: { p_body: string; p_citations: Json; p_message_id: string };
        Returns: string;
      };
      save_classifier: { Args: { p_input: Json; p_model: string }; Returns: string };
      save_draft: { Args: { p_input: Json; p_ticket_id: string }; Returns: Json };
      save_embeddings: { Args: { p_model: string; p_rows: Json }; Returns: number };
      save_export_progress: { Args: { p_id: string; p_rows: number; p_section: string }; Returns: boolean };
      save_import_position: { Args: { p_position: Json; p_source: string }; Returns: undefined };
      save_kb_category: { Args: { p_input: Json; p_key: string }; Returns: Json };
      save_notification_preferences: { Args: { p_changes: Json }; Returns: Json };
      save_quote_draft: {
        Args: { p_draft: Json; p_expected_revision: number; p_quote_id: string };
        Returns: Json;
      };
      save_team: { Args: { p_id: string; p_input: Json; p_key: string }; Returns: Json };
      save_ticket_view: { Args: { p_input: Json; p_key: string }; Returns: Json };
      save_whatsapp_template: { Args: { p_id: string; p_input: Json }; Returns: Json };
      schedule_call: { Args: { p_input: Json; p_key: string }; Returns: Json };
      seal_audit_days: { Args: { p_most?: number }; Returns: Json };
      search_audit_log: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      search_calls: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      search_chat_sessions: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      search_customers: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      search_deliveries: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      search_invoices: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      search_knowledge: {
        Args: { p_embedding?: string; p_filters?: Json; p_limit?: number; p_model?: string; p_query: string };
        Returns: Json;
      };
      search_orders: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      search_own_accesses: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      search_privacy_requests: {
        Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number };
        Returns: Json;
      };
      search_products: { Args: { p_limit?: number; p_query: string }; Returns: Json };
      search_quotes: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      search_services: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      search_tickets: { Args: { p_cursor?: Json; p_filters?: Json; p_limit?: number }; Returns: Json };
      send_draft: { Args: { p_input: Json; p_key: string; p_ticket_id: string }; Returns: Json };
      send_due_draft: { Args: { p_draft_id: string }; Returns: Json };
      send_quote: { Args: { p_expected_revision: number; p_quote_id: string }; Returns: Json };
      send_test_notification: { Args: { p_channel: string }; Returns: Json };
      serving_embedder: { Args: Record<PropertyKey, never>; Returns: Json };
      set_agent_availability: {
        Args: {
          p_agent_id: string;
          p_expected_version?: number;
          p_time_zone: string;
          p_valid_from: string;
          p_windows: Json;
        };
        Returns: Json;
      };
      set_auto_close: { Args: { p_expected?: string; p_input: Json }; Returns: Json };
      set_availability: { Args: { p_is_away: boolean; p_until?: string; p_user_id: string }; Returns: Json };
      set_availability_exception: {
        Args: { p_agent_id: string; p_day: string; p_note?: string; p_time_zone: string; p_windows: Json };
        Returns: Json;
      };
      set_business_hours: { Args: { p_apply?: boolean; p_expected?: string; p_hours: Json }; Returns: Json };
      set_call_profile: {
        Args: { p_agent_id: string; p_categories: string[]; p_video_url: string };
        Returns: Json;
      };
      set_call_settings: { Args: { p_changes: Json }; Returns: Json };
      set_consent: { Args: { p_given: boolean; p_purpose: string }; Returns: Json };
      set_domain_certificate: { Args: { p_certificate: Json; p_hostname: string }; Returns: Json };
      set_installation_step: {
        Args: { p_changes: Json; p_service_id: string; p_stage: string };
        Returns: Json;
      };
      set_modules: { Args: { p_changes: Json }; Returns: Json };
      set_notification_read: { Args: { p_id: string; p_read: boolean }; Returns: Json };
      set_portal_access: { Args: { p_active: boolean; p_user_id: string }; Returns: Json };
      set_sla_policies: { Args: { p_apply?: boolean; p_expected?: string; p_policies: Json }; Returns: Json };
      set_ticket_privacy: {
        Args: { p_expected_version?: number; p_private: boolean; p_ticket_id: string };
        Returns: Json;
      };
      share_out_tickets: { Args: { p_limit?: number }; Returns: number };
      skip_ticket_rating: { Args: { p_ticket_id: string }; Returns: undefined };
      snooze_ticket: { Args: { p_ticket_id: string; p_until: string }; Returns: Json };
      split_ticket: {
        Args: { p_input: Json; p_key: string; p_message_ids: string[]; p_ticket_id: string };
        Returns: Json;
      };
      start_quote_review: { Args: { p_quote_id: string }; Returns: Json };
      stop_chat_answer: { Args: { p_session_id: string }; Returns: Json };
      stop_whatsapp: { Args: { p_number: string }; Returns: number };
      store_document: { Args: { p_input: Json; p_user_id: string }; Returns: Json };
      store_inbound_email: { Args: { p_input: Json }; Returns: Json };
      store_push_subscription: { Args: { p_input: Json; p_user: string }; Returns: Json };
      suggest_for_ticket: { Args: { p_category?: string; p_subject: string }; Returns: Json };
      support_hours: { Args: Record<PropertyKey, never>; Returns: Json };
      sweep_automation: { Args: Record<PropertyKey, never>; Returns: Json };
      sweep_chat_answers: { Args: Record<PropertyKey, never>; Returns: number };
      sweep_inbound_emails: { Args: { p_limit?: number }; Returns: Json };
      sweep_knowledge: { Args: Record<PropertyKey, never>; Returns: Json };
      sweep_triage: { Args: { p_reader?: string }; Returns: number };
      sweep_uploads: { Args: { p_limit?: number }; Returns: Json };
      switch_automation_rule: { Args: { p_id: string; p_is_active: boolean }; Returns: Json };
      sync_ticket_numbers: { Args: Record<PropertyKey, never>; Returns: undefined };
      take_over_domain: { Args: { p_hostname: string; p_key: string; p_user_id: string }; Returns: Json };
      template_counts: { Args: Record<PropertyKey, never>; Returns: Json };
      ticket_stats: { Args: { p_history?: boolean; p_mine?: boolean }; Returns: Json };
      ticket_subjects: { Args: { p_order?: string; p_with_orders?: boolean }; Returns: Json };
      transfer_ticket: {
        Args: { p_expected_version?: number; p_team_id: string; p_ticket_id: string };
        Returns: Json;
      };
      undo_bulk_update: { Args: { p_key: string }; Returns: Json };
      undo_send: { Args: { p_draft_id: string }; Returns: Json };
      unlink_tickets: { Args: { p_other_id: string; p_ticket_id: string }; Returns: Json };
      unpublish_article: { Args: { p_expected_version?: number; p_id: string }; Returns: Json };
      unsnooze_ticket: { Args: { p_ticket_id: string }; Returns: Json };
      unsubscribe: { Args: { p_scope?: string; p_token: string }; Returns: Json };
      update_call: {
        Args: { p_call_id: string; p_changes: Json; p_expected_version?: number };
        Returns: Json;
      };
      update_category: { Args: { p_changes: Json; p_slug: string }; Returns: Json };
      update_customer: {
        Args: { p_changes: Json; p_expected_version?: number; p_id: string };
        Returns: Json;
      };
      update_preferences: { Args: { p_changes: Json }; Returns: Json };
      update_profile: { Args: { p_changes: Json }; Returns: Json };
      update_service: { Args: { p_changes: Json; p_service_id: string }; Returns: Json };
      update_template: { Args: { p_changes: Json; p_id: string }; Returns: Json };
      update_ticket: { Args: { p_changes: Json; p_ticket_id: string }; Returns: Json };
      use_recovery_code: { Args: { p_code: string; p_session: string; p_user: string }; Returns: number };
      vote_article: { Args: { p_helpful: boolean; p_reason?: string; p_slug: string }; Returns: Json };
      vote_article_as_visitor: {
        Args: { p_helpful: boolean; p_reason?: string; p_slug: string; p_visitor: string };
        Returns: Json;
      };
      wake_ticket: { Args: { p_ticket_id: string }; Returns: boolean };
      withdraw_reseller_application: { Args: { p_id: string }; Returns: Json };
    };
    Enums: {
      account_status: "active" | "suspended" | "closed";
      answer_status: "streaming" | "complete" | "stopped" | "failed" | "withheld";
      call_status: "scheduled" | "completed" | "cancelled" | "no_show";
      customer_kind: "person" | "company";
      domain_status: "pending_dns" | "wrong_dns" | "verified" | "certificate_pending" | "live" | "failed";
      email_status: "queued" | "sent" | "failed" | "kept";
      inbound_email_state:
        | "received"
        | "replied"
        | "opened"
        | "quarantined"
        | "ignored"
        | "bounce"
        | "discarded";
      installation_stage: "registered" | "survey" | "scheduled" | "installing" | "active";
      invoice_status: "pending" | "paid" | "cancelled";
      job_status: "queued" | "running" | "done" | "dead";
      kb_article_status: "draft" | "published" | "archived";
      kb_visibility: "public" | "customers";
      message_author: "customer" | "staff" | "ai" | "system";
      message_status: "queued" | "sent" | "delivered" | "read" | "kept" | "failed";
      order_status: "pending" | "paid" | "processing" | "shipped" | "delivered" | "cancelled" | "refunded";
      quote_status:
        | "requested"
        | "in_review"
        | "sent"
        | "changes_requested"
        | "accepted"
        | "declined"
        | "expired";
      quote_version_status: "draft" | "sent" | "superseded" | "accepted" | "declined" | "expired";
      resolution_type:
        | "full_refund"
        | "partial_refund"
        | "replacement"
        | "store_credit"
        | "no_action"
        | "other";
      scan_status: "pending" | "clean" | "infected" | "skipped";
      service_request_kind: "upgrade" | "termination" | "reschedule";
      service_status: "installing" | "active" | "suspended" | "terminated";
      team_assignment: "manual" | "round_robin" | "least_loaded";
      theme_choice: "system" | "light" | "dark";
      ticket_channel: "portal" | "chat" | "email" | "phone" | "whatsapp" | "api";
      ticket_priority: "low" | "medium" | "high" | "urgent";
      ticket_status:
        | "new"
        | "waiting_ai"
        | "assigned"
        | "in_progress"
        | "waiting_customer"
        | "on_hold"
        | "resolved"
        | "closed"
        | "cancelled";
      user_role: "customer" | "agent" | "admin";
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {
      account_status: ["active", "suspended", "closed"],
      answer_status: ["streaming", "complete", "stopped", "failed", "withheld"],
      call_status: ["scheduled", "completed", "cancelled", "no_show"],
      customer_kind: ["person", "company"],
      domain_status: ["pending_dns", "wrong_dns", "verified", "certificate_pending", "live", "failed"],
      email_status: ["queued", "sent", "failed", "kept"],
      inbound_email_state: ["received", "replied", "opened", "quarantined", "ignored", "bounce", "discarded"],
      installation_stage: ["registered", "survey", "scheduled", "installing", "active"],
      invoice_status: ["pending", "paid", "cancelled"],
      job_status: ["queued", "running", "done", "dead"],
      kb_article_status: ["draft", "published", "archived"],
      kb_visibility: ["public", "customers"],
      message_author: ["customer", "staff", "ai", "system"],
      message_status: ["queued", "sent", "delivered", "read", "kept", "failed"],
      order_status: ["pending", "paid", "processing", "shipped", "delivered", "cancelled", "refunded"],
      quote_status: [
        "requested",
        "in_review",
        "sent",
        "changes_requested",
        "accepted",
        "declined",
        "expired",
      ],
      quote_version_status: ["draft", "sent", "superseded", "accepted", "declined", "expired"],
      resolution_type: ["full_refund", "partial_refund", "replacement", "store_credit", "no_action", "other"],
      scan_status: ["pending", "clean", "infected", "skipped"],
      service_request_kind: ["upgrade", "termination", "reschedule"],
      service_status: ["installing", "active", "suspended", "terminated"],
      team_assignment: ["manual", "round_robin", "least_loaded"],
      theme_choice: ["system", "light", "dark"],
      ticket_channel: ["portal", "chat", "email", "phone", "whatsapp", "api"],
      ticket_priority: ["low", "medium", "high", "urgent"],
      ticket_status: [
        "new",
        "waiting_ai",
        "assigned",
        "in_progress",
        "waiting_customer",
        "on_hold",
        "resolved",
        "closed",
        "cancelled",
      ],
      user_role: ["customer", "agent", "admin"],
    },
  },
} as const;
