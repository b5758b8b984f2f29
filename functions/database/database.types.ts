// Made by supabase/generate-types.ts from supabase/migrations; do not edit.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export interface Database {
  public: {
    Tables: {
      applications: {
        Row: {
          aim: string;
          answer_by: string;
          channel: string;
          client_sizes: string[];
          company_name: string;
          contact_email: string;
          contact_name: string;
          contact_phone: string | null;
          contact_position: string | null;
          country: string;
          decided_at: string | null;
          decided_by: string | null;
          decision_reason: string | null;
          edition: string;
          expertise: string[];
          fields: string[];
          fit: Json;
          headcount: number;
          id: string;
          known_company: boolean;
          locale: string;
          number: string;
          received_at: string;
          sample: boolean;
          site: string | null;
          status: string;
          suspicion: string | null;
          tax_id: string;
        };
        Insert: {
          aim: string;
          answer_by: string;
          channel: string;
          client_sizes: string[];
          company_name: string;
          contact_email: string;
          contact_name: string;
          contact_phone?: string | null;
          contact_position?: string | null;
          country: string;
          decided_at?: string | null;
          decided_by?: string | null;
          decision_reason?: string | null;
          edition: string;
          expertise: string[];
          fields: string[];
          fit: Json;
          headcount: number;
          id?: string;
          known_company: boolean;
          locale: string;
          number?: string;
          received_at?: string;
          sample?: boolean;
          site?: string | null;
          status?: string;
          suspicion?: string | null;
          tax_id: string;
        };
        Update: {
          aim?: string;
          answer_by?: string;
          channel?: string;
          client_sizes?: string[];
          company_name?: string;
          contact_email?: string;
          contact_name?: string;
          contact_phone?: string | null;
          contact_position?: string | null;
          country?: string;
          decided_at?: string | null;
          decided_by?: string | null;
          decision_reason?: string | null;
          edition?: string;
          expertise?: string[];
          fields?: string[];
          fit?: Json;
          headcount?: number;
          id?: string;
          known_company?: boolean;
          locale?: string;
          number?: string;
          received_at?: string;
          sample?: boolean;
          site?: string | null;
          status?: string;
          suspicion?: string | null;
          tax_id?: string;
        };
        Relationships: [
          {"foreignKeyName":"applications_decided_by_fkey","columns":["decided_by"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
          {"foreignKeyName":"applications_edition_fkey","columns":["edition"],"isOneToOne":false,"referencedRelation":"programme_editions","referencedColumns":["id"]},
        ];
      };
      consents: {
        Row: {
          answered_at: string;
          application_id: string;
          given: boolean;
          id: string;
          locale: string;
          network_address: string;
          person_email: string;
          purpose: string;
          shown_text: string;
          shown_text_sha256: string;
          version: string;
        };
        Insert: {
          answered_at: string;
          application_id: string;
          given: boolean;
          id?: string;
          locale: string;
          network_address: string;
          person_email: string;
          purpose: string;
          shown_text: string;
          shown_text_sha256: string;
          version: string;
        };
        Update: {
          answered_at?: string;
          application_id?: string;
          given?: boolean;
          id?: string;
          locale?: string;
          network_address?: string;
          person_email?: string;
          purpose?: string;
          shown_text?: string;
          shown_text_sha256?: string;
          version?: string;
        };
        Relationships: [
          {"foreignKeyName":"consents_application_id_fkey","columns":["application_id"],"isOneToOne":false,"referencedRelation":"applications","referencedColumns":["id"]},
        ];
      };
      members: {
        Row: {
          active: boolean;
          created_at: string;
          email: string;
          id: string;
          locale: string;
          name: string;
          partner_id: string;
          role: string;
          sample: boolean;
        };
        Insert: {
          active?: boolean;
          created_at?: string;
          email: string;
          id?: string;
          locale?: string;
          name: string;
          partner_id: string;
          role: string;
          sample?: boolean;
        };
        Update: {
          active?: boolean;
          created_at?: string;
          email?: string;
          id?: string;
          locale?: string;
          name?: string;
          partner_id?: string;
          role?: string;
          sample?: boolean;
        };
        Relationships: [
          {"foreignKeyName":"members_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
      offer_acceptances: {
        Row: {
          accepted_at: string;
          accepted_by: string;
          authority: string;
          edition: string;
          full_name: string;
          id: string;
          language: string;
          network_address: string | null;
          number: string;
          partner_id: string;
          position: string;
          sha256: string;
        };
        Insert: {
          accepted_at: string;
          accepted_by: string;
          authority: string;
          edition: string;
          full_name: string;
          id?: string;
          language: string;
          network_address?: string | null;
          number?: string;
          partner_id: string;
          position: string;
          sha256: string;
        };
        Update: {
          accepted_at?: string;
          accepted_by?: string;
          authority?: string;
          edition?: string;
          full_name?: string;
          id?: string;
          language?: string;
          network_address?: string | null;
          number?: string;
          partner_id?: string;
          position?: string;
          sha256?: string;
        };
        Relationships: [
          {"foreignKeyName":"offer_acceptances_accepted_by_fkey","columns":["accepted_by"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"offer_acceptances_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
          {"foreignKeyName":"offer_acceptances_text_was_published","columns":["edition","language","sha256"],"isOneToOne":false,"referencedRelation":"offers","referencedColumns":["edition","language","sha256"]},
        ];
      };
      offers: {
        Row: {
          edition: string;
          language: string;
          published_at: string;
          sha256: string;
          text: string;
        };
        Insert: {
          edition: string;
          language: string;
          published_at?: string;
          sha256: string;
          text: string;
        };
        Update: {
          edition?: string;
          language?: string;
          published_at?: string;
          sha256?: string;
          text?: string;
        };
        Relationships: [
          {"foreignKeyName":"offers_edition_fkey","columns":["edition"],"isOneToOne":false,"referencedRelation":"programme_editions","referencedColumns":["id"]},
        ];
      };
      page_feedback: {
        Row: {
          checked_on: string | null;
          comment: string | null;
          created_at: string;
          id: string;
          language: string;
          path: string;
          useful: boolean;
        };
        Insert: {
          checked_on?: string | null;
          comment?: string | null;
          created_at?: string;
          id?: string;
          language: string;
          path: string;
          useful: boolean;
        };
        Update: {
          checked_on?: string | null;
          comment?: string | null;
          created_at?: string;
          id?: string;
          language?: string;
          path?: string;
          useful?: boolean;
        };
        Relationships: [];
      };
      partners: {
        Row: {
          country: string;
          created_at: string;
          id: string;
          name: string;
          sample: boolean;
          site: string | null;
          status: string;
          tax_id: string;
        };
        Insert: {
          country: string;
          created_at?: string;
          id?: string;
          name: string;
          sample?: boolean;
          site?: string | null;
          status?: string;
          tax_id: string;
        };
        Update: {
          country?: string;
          created_at?: string;
          id?: string;
          name?: string;
          sample?: boolean;
          site?: string | null;
          status?: string;
          tax_id?: string;
        };
        Relationships: [];
      };
      programme_editions: {
        Row: {
          id: string;
          in_force_from: string;
          number: number;
          published_at: string;
          rules: Json;
          rules_sha256: string;
          sample: boolean;
        };
        Insert: {
          id: string;
          in_force_from: string;
          number: number;
          published_at?: string;
          rules: Json;
          rules_sha256: string;
          sample: boolean;
        };
        Update: {
          id?: string;
          in_force_from?: string;
          number?: number;
          published_at?: string;
          rules?: Json;
          rules_sha256?: string;
          sample?: boolean;
        };
        Relationships: [];
      };
      staff: {
        Row: {
          active: boolean;
          created_at: string;
          email: string;
          id: string;
          locale: string;
          name: string;
          role: string;
          sample: boolean;
        };
        Insert: {
          active?: boolean;
          created_at?: string;
          email: string;
          id?: string;
          locale?: string;
          name: string;
          role: string;
          sample?: boolean;
        };
        Update: {
          active?: boolean;
          created_at?: string;
          email?: string;
          id?: string;
          locale?: string;
          name?: string;
          role?: string;
          sample?: boolean;
        };
        Relationships: [];
      };
    };
    Views: Record<never, never>;
    Functions: {
      claim_notifications: { Args: { channel: string; at_most: number; lease_seconds: number; settings_key?: string; }; Returns: { id: string; kind: string; recipient_email: string; recipient_name: string; locale: string; payload: Json; idempotency_key: string; attempt: number; created_at: string; }[] };
      dead_notifications: { Args: { request?: Json; }; Returns: Json };
      finish_crm_events: { Args: never; Returns: number };
      finish_notification: { Args: { id: string; outcome: string; problem?: string; attempt?: number; due_in_seconds?: number; }; Returns: boolean };
      health: { Args: never; Returns: Json };
      page_feedback_by_page: { Args: never; Returns: { path: string; useful: number; not_useful: number; last_at: string; comments: Json; }[] };
      pause_channel: { Args: { channel: string; seconds: number; problem: string; settings_key?: string; tell_staff?: boolean; }; Returns: undefined };
      publish_edition: { Args: { request: Json; }; Returns: Json };
      read_register: { Args: { request: Json; }; Returns: Json };
      record_search_miss: { Args: { request: Json; }; Returns: Json };
      register_head: { Args: never; Returns: Json };
      retry_notification: { Args: { request: Json; }; Returns: Json };
      seal_audit_records: { Args: { at_most?: number; }; Returns: Json };
      search_misses: { Args: { since?: string; }; Returns: { query: string; language: string; count: number; last_day: string; }[] };
      submit_application: { Args: { request: Json; }; Returns: Json };
      submit_page_feedback: { Args: { request: Json; }; Returns: Json };
    };
    Enums: Record<never, never>;
    CompositeTypes: Record<never, never>;
  };
}
