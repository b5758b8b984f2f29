// Made by supabase/generate-types.ts from supabase/migrations; do not edit.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export interface Database {
  public: {
    Tables: {
      appeals: {
        Row: {
          agreed_by: string | null;
          agreed_comment: string | null;
          agreed_reason: string | null;
          answer_by: string;
          client_id: string;
          client_name: string;
          edition: string;
          escalated_at: string | null;
          file_id: string | null;
          first_decided_by: string | null;
          id: string;
          lead_id: string | null;
          member_id: string;
          number: string;
          partner_id: string;
          received_at: string;
          sample: boolean;
          statement: string;
          status: string;
        };
        Insert: {
          agreed_by?: string | null;
          agreed_comment?: string | null;
          agreed_reason?: string | null;
          answer_by: string;
          client_id: string;
          client_name: string;
          edition: string;
          escalated_at?: string | null;
          file_id?: string | null;
          first_decided_by?: string | null;
          id?: string;
          lead_id?: string | null;
          member_id: string;
          number?: string;
          partner_id: string;
          received_at?: string;
          sample?: boolean;
          statement: string;
          status?: string;
        };
        Update: {
          agreed_by?: string | null;
          agreed_comment?: string | null;
          agreed_reason?: string | null;
          answer_by?: string;
          client_id?: string;
          client_name?: string;
          edition?: string;
          escalated_at?: string | null;
          file_id?: string | null;
          first_decided_by?: string | null;
          id?: string;
          lead_id?: string | null;
          member_id?: string;
          number?: string;
          partner_id?: string;
          received_at?: string;
          sample?: boolean;
          statement?: string;
          status?: string;
        };
        Relationships: [
          {"foreignKeyName":"appeals_agreed_by_fkey","columns":["agreed_by"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
          {"foreignKeyName":"appeals_client_id_fkey","columns":["client_id"],"isOneToOne":false,"referencedRelation":"clients","referencedColumns":["id"]},
          {"foreignKeyName":"appeals_edition_fkey","columns":["edition"],"isOneToOne":false,"referencedRelation":"programme_editions","referencedColumns":["id"]},
          {"foreignKeyName":"appeals_file_id_fkey","columns":["file_id"],"isOneToOne":false,"referencedRelation":"files","referencedColumns":["id"]},
          {"foreignKeyName":"appeals_first_decided_by_fkey","columns":["first_decided_by"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
          {"foreignKeyName":"appeals_lead_id_fkey","columns":["lead_id"],"isOneToOne":false,"referencedRelation":"leads","referencedColumns":["id"]},
          {"foreignKeyName":"appeals_member_id_fkey","columns":["member_id"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"appeals_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
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
          escalated_at: string | null;
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
          escalated_at?: string | null;
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
          escalated_at?: string | null;
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
      client_domains: {
        Row: {
          client_id: string;
          domain: string;
          id: string;
        };
        Insert: {
          client_id: string;
          domain: string;
          id?: string;
        };
        Update: {
          client_id?: string;
          domain?: string;
          id?: string;
        };
        Relationships: [
          {"foreignKeyName":"client_domains_client_id_fkey","columns":["client_id"],"isOneToOne":false,"referencedRelation":"clients","referencedColumns":["id"]},
        ];
      };
      client_pins: {
        Row: {
          client_id: string;
          edition: string;
          ended_by: string | null;
          ended_told_at: string | null;
          extensions: number;
          granted_at: string;
          id: string;
          lead_id: string;
          partner_id: string;
          period: string;
          protected_until: string;
          rule: string;
          sample: boolean;
          settled_at: string | null;
          warned_days: number | null;
        };
        Insert: {
          client_id: string;
          edition: string;
          ended_by?: string | null;
          ended_told_at?: string | null;
          extensions?: number;
          granted_at: string;
          id?: string;
          lead_id: string;
          partner_id: string;
          period: string;
          protected_until: string;
          rule: string;
          sample?: boolean;
          settled_at?: string | null;
          warned_days?: number | null;
        };
        Update: {
          client_id?: string;
          edition?: string;
          ended_by?: string | null;
          ended_told_at?: string | null;
          extensions?: number;
          granted_at?: string;
          id?: string;
          lead_id?: string;
          partner_id?: string;
          period?: string;
          protected_until?: string;
          rule?: string;
          sample?: boolean;
          settled_at?: string | null;
          warned_days?: number | null;
        };
        Relationships: [
          {"foreignKeyName":"client_pins_client_id_fkey","columns":["client_id"],"isOneToOne":false,"referencedRelation":"clients","referencedColumns":["id"]},
          {"foreignKeyName":"client_pins_edition_fkey","columns":["edition"],"isOneToOne":false,"referencedRelation":"programme_editions","referencedColumns":["id"]},
          {"foreignKeyName":"client_pins_lead_id_fkey","columns":["lead_id"],"isOneToOne":false,"referencedRelation":"leads","referencedColumns":["id"]},
          {"foreignKeyName":"client_pins_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
      client_transfers: {
        Row: {
          above: string[];
          answer_by: string;
          asked_at: string;
          asked_by: string;
          client_id: string;
          edition: string;
          file_id: string;
          held_by: string;
          id: string;
          lead_id: string;
          number: string;
          partner_id: string;
          reason: string;
          sample: boolean;
          status: string;
        };
        Insert: {
          above: string[];
          answer_by: string;
          asked_at?: string;
          asked_by: string;
          client_id: string;
          edition: string;
          file_id: string;
          held_by: string;
          id?: string;
          lead_id: string;
          number?: string;
          partner_id: string;
          reason: string;
          sample?: boolean;
          status?: string;
        };
        Update: {
          above?: string[];
          answer_by?: string;
          asked_at?: string;
          asked_by?: string;
          client_id?: string;
          edition?: string;
          file_id?: string;
          held_by?: string;
          id?: string;
          lead_id?: string;
          number?: string;
          partner_id?: string;
          reason?: string;
          sample?: boolean;
          status?: string;
        };
        Relationships: [
          {"foreignKeyName":"client_transfers_asked_by_fkey","columns":["asked_by"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
          {"foreignKeyName":"client_transfers_client_id_fkey","columns":["client_id"],"isOneToOne":false,"referencedRelation":"clients","referencedColumns":["id"]},
          {"foreignKeyName":"client_transfers_edition_fkey","columns":["edition"],"isOneToOne":false,"referencedRelation":"programme_editions","referencedColumns":["id"]},
          {"foreignKeyName":"client_transfers_file_id_fkey","columns":["file_id"],"isOneToOne":false,"referencedRelation":"files","referencedColumns":["id"]},
          {"foreignKeyName":"client_transfers_held_by_fkey","columns":["held_by"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
          {"foreignKeyName":"client_transfers_lead_id_fkey","columns":["lead_id"],"isOneToOne":false,"referencedRelation":"leads","referencedColumns":["id"]},
          {"foreignKeyName":"client_transfers_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
      clients: {
        Row: {
          country: string;
          created_at: string;
          id: string;
          merged_into: string | null;
          name: string;
          name_normalised: string;
          sample: boolean;
          standing: string;
          tax_id: string;
        };
        Insert: {
          country: string;
          created_at?: string;
          id?: string;
          merged_into?: string | null;
          name: string;
          sample?: boolean;
          standing?: string;
          tax_id: string;
        };
        Update: {
          country?: string;
          created_at?: string;
          id?: string;
          merged_into?: string | null;
          name?: string;
          sample?: boolean;
          standing?: string;
          tax_id?: string;
        };
        Relationships: [
          {"foreignKeyName":"clients_merged_into_fkey","columns":["merged_into"],"isOneToOne":false,"referencedRelation":"clients","referencedColumns":["id"]},
        ];
      };
      consents: {
        Row: {
          answered_at: string;
          given: boolean;
          id: string;
          locale: string;
          network_address: string | null;
          note: string | null;
          person_email: string;
          purpose: string;
          shown_text: string;
          shown_text_sha256: string;
          subject_id: string;
          subject_kind: string;
          version: string;
          withdraws: string | null;
        };
        Insert: {
          answered_at: string;
          given: boolean;
          id?: string;
          locale: string;
          network_address?: string | null;
          note?: string | null;
          person_email: string;
          purpose: string;
          shown_text: string;
          shown_text_sha256: string;
          subject_id: string;
          subject_kind: string;
          version: string;
          withdraws?: string | null;
        };
        Update: {
          answered_at?: string;
          given?: boolean;
          id?: string;
          locale?: string;
          network_address?: string | null;
          note?: string | null;
          person_email?: string;
          purpose?: string;
          shown_text?: string;
          shown_text_sha256?: string;
          subject_id?: string;
          subject_kind?: string;
          version?: string;
          withdraws?: string | null;
        };
        Relationships: [
          {"foreignKeyName":"consents_withdraws_fkey","columns":["withdraws"],"isOneToOne":false,"referencedRelation":"consents","referencedColumns":["id"]},
        ];
      };
      decisions: {
        Row: {
          comment: string | null;
          decided_at: string;
          decided_by: string;
          decision: string;
          edition: string;
          id: string;
          outcome: Json;
          reason: string;
          rule: string | null;
          subject_id: string;
          subject_kind: string;
          undone_at: string | null;
          undone_by: string | null;
        };
        Insert: {
          comment?: string | null;
          decided_at: string;
          decided_by: string;
          decision: string;
          edition: string;
          id?: string;
          outcome?: Json;
          reason: string;
          rule?: string | null;
          subject_id: string;
          subject_kind: string;
          undone_at?: string | null;
          undone_by?: string | null;
        };
        Update: {
          comment?: string | null;
          decided_at?: string;
          decided_by?: string;
          decision?: string;
          edition?: string;
          id?: string;
          outcome?: Json;
          reason?: string;
          rule?: string | null;
          subject_id?: string;
          subject_kind?: string;
          undone_at?: string | null;
          undone_by?: string | null;
        };
        Relationships: [
          {"foreignKeyName":"decisions_decided_by_fkey","columns":["decided_by"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
          {"foreignKeyName":"decisions_edition_fkey","columns":["edition"],"isOneToOne":false,"referencedRelation":"programme_editions","referencedColumns":["id"]},
          {"foreignKeyName":"decisions_undone_by_fkey","columns":["undone_by"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
        ];
      };
      enquiries: {
        Row: {
          answer_by: string;
          channel: string;
          client_id: string | null;
          closed_at: string | null;
          company_name: string;
          contact_email: string;
          contact_name: string;
          contact_phone: string | null;
          country: string | null;
          edition: string;
          id: string;
          locale: string;
          message: string;
          next_partner_ids: string[];
          number: string;
          received_at: string;
          returned_to: string | null;
          routed_at: string | null;
          sample: boolean;
          site: string | null;
          solutions: string[];
          status: string;
          suspicion: string | null;
          tax_id: string | null;
        };
        Insert: {
          answer_by: string;
          channel: string;
          client_id?: string | null;
          closed_at?: string | null;
          company_name: string;
          contact_email: string;
          contact_name: string;
          contact_phone?: string | null;
          country?: string | null;
          edition: string;
          id?: string;
          locale: string;
          message: string;
          next_partner_ids?: string[];
          number?: string;
          received_at?: string;
          returned_to?: string | null;
          routed_at?: string | null;
          sample?: boolean;
          site?: string | null;
          solutions: string[];
          status?: string;
          suspicion?: string | null;
          tax_id?: string | null;
        };
        Update: {
          answer_by?: string;
          channel?: string;
          client_id?: string | null;
          closed_at?: string | null;
          company_name?: string;
          contact_email?: string;
          contact_name?: string;
          contact_phone?: string | null;
          country?: string | null;
          edition?: string;
          id?: string;
          locale?: string;
          message?: string;
          next_partner_ids?: string[];
          number?: string;
          received_at?: string;
          returned_to?: string | null;
          routed_at?: string | null;
          sample?: boolean;
          site?: string | null;
          solutions?: string[];
          status?: string;
          suspicion?: string | null;
          tax_id?: string | null;
        };
        Relationships: [
          {"foreignKeyName":"enquiries_client_id_fkey","columns":["client_id"],"isOneToOne":false,"referencedRelation":"clients","referencedColumns":["id"]},
          {"foreignKeyName":"enquiries_edition_fkey","columns":["edition"],"isOneToOne":false,"referencedRelation":"programme_editions","referencedColumns":["id"]},
          {"foreignKeyName":"enquiries_returned_to_fkey","columns":["returned_to"],"isOneToOne":false,"referencedRelation":"leads","referencedColumns":["id"]},
        ];
      };
      erasures: {
        Row: {
          counts: Json;
          erased_at: string;
          erased_by: string;
          id: string;
          reason: string;
        };
        Insert: {
          counts: Json;
          erased_at: string;
          erased_by: string;
          id?: string;
          reason: string;
        };
        Update: {
          counts?: Json;
          erased_at?: string;
          erased_by?: string;
          id?: string;
          reason?: string;
        };
        Relationships: [
          {"foreignKeyName":"erasures_erased_by_fkey","columns":["erased_by"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
        ];
      };
      files: {
        Row: {
          bytes: string;
          id: string;
          lead_id: string | null;
          media_type: string;
          name: string;
          partner_id: string | null;
          sha256: string;
          uploaded_at: string;
          uploaded_by: string;
        };
        Insert: {
          bytes: string;
          id?: string;
          lead_id?: string | null;
          media_type: string;
          name: string;
          partner_id?: string | null;
          sha256: string;
          uploaded_at?: string;
          uploaded_by: string;
        };
        Update: {
          bytes?: string;
          id?: string;
          lead_id?: string | null;
          media_type?: string;
          name?: string;
          partner_id?: string | null;
          sha256?: string;
          uploaded_at?: string;
          uploaded_by?: string;
        };
        Relationships: [
          {"foreignKeyName":"files_lead_id_fkey","columns":["lead_id"],"isOneToOne":false,"referencedRelation":"leads","referencedColumns":["id"]},
          {"foreignKeyName":"files_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
      invitations: {
        Row: {
          accepted_at: string | null;
          email: string;
          expires_at: string;
          id: string;
          invited_at: string;
          invited_by_member: string | null;
          invited_by_staff: string | null;
          locale: string;
          name: string;
          partner_id: string;
          revoked_at: string | null;
          role: string;
          sample: boolean;
        };
        Insert: {
          accepted_at?: string | null;
          email: string;
          expires_at: string;
          id?: string;
          invited_at: string;
          invited_by_member?: string | null;
          invited_by_staff?: string | null;
          locale: string;
          name: string;
          partner_id: string;
          revoked_at?: string | null;
          role: string;
          sample?: boolean;
        };
        Update: {
          accepted_at?: string | null;
          email?: string;
          expires_at?: string;
          id?: string;
          invited_at?: string;
          invited_by_member?: string | null;
          invited_by_staff?: string | null;
          locale?: string;
          name?: string;
          partner_id?: string;
          revoked_at?: string | null;
          role?: string;
          sample?: boolean;
        };
        Relationships: [
          {"foreignKeyName":"invitations_invited_by_member_fkey","columns":["invited_by_member"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"invitations_invited_by_staff_fkey","columns":["invited_by_staff"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
          {"foreignKeyName":"invitations_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
      lead_events: {
        Row: {
          by_kind: string;
          details: Json;
          happened_at: string;
          id: string;
          kind: string;
          lead_id: string;
        };
        Insert: {
          by_kind: string;
          details?: Json;
          happened_at?: string;
          id?: string;
          kind: string;
          lead_id: string;
        };
        Update: {
          by_kind?: string;
          details?: Json;
          happened_at?: string;
          id?: string;
          kind?: string;
          lead_id?: string;
        };
        Relationships: [
          {"foreignKeyName":"lead_events_lead_id_fkey","columns":["lead_id"],"isOneToOne":false,"referencedRelation":"leads","referencedColumns":["id"]},
        ];
      };
      lead_notes: {
        Row: {
          author_id: string;
          changed_at: string | null;
          deleted_at: string | null;
          id: string;
          lead_id: string;
          partner_id: string;
          text: string;
          written_at: string;
        };
        Insert: {
          author_id: string;
          changed_at?: string | null;
          deleted_at?: string | null;
          id?: string;
          lead_id: string;
          partner_id: string;
          text: string;
          written_at?: string;
        };
        Update: {
          author_id?: string;
          changed_at?: string | null;
          deleted_at?: string | null;
          id?: string;
          lead_id?: string;
          partner_id?: string;
          text?: string;
          written_at?: string;
        };
        Relationships: [
          {"foreignKeyName":"lead_notes_author_id_fkey","columns":["author_id"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"lead_notes_lead_id_fkey","columns":["lead_id"],"isOneToOne":false,"referencedRelation":"leads","referencedColumns":["id"]},
          {"foreignKeyName":"lead_notes_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
      lead_reviews: {
        Row: {
          answer_by: string;
          ended_at: string | null;
          escalated_at: string | null;
          lead_id: string;
          opened_at: string;
          reasons: string[];
        };
        Insert: {
          answer_by: string;
          ended_at?: string | null;
          escalated_at?: string | null;
          lead_id: string;
          opened_at: string;
          reasons: string[];
        };
        Update: {
          answer_by?: string;
          ended_at?: string | null;
          escalated_at?: string | null;
          lead_id?: string;
          opened_at?: string;
          reasons?: string[];
        };
        Relationships: [
          {"foreignKeyName":"lead_reviews_lead_id_fkey","columns":["lead_id"],"isOneToOne":false,"referencedRelation":"leads","referencedColumns":["id"]},
        ];
      };
      leads: {
        Row: {
          answer_by: string | null;
          client_id: string;
          client_name: string;
          closed_at: string | null;
          contact_consent_at: string | null;
          contact_email: string | null;
          contact_name: string | null;
          contact_phone: string | null;
          country: string;
          edition: string;
          event: string | null;
          expected_amount_kopecks: number | null;
          expected_close_on: string | null;
          id: string;
          lost_reason: string | null;
          need: string | null;
          next_step: string | null;
          next_step_on: string | null;
          number: string;
          partner_id: string;
          received_at: string;
          registered_by: string | null;
          responsible_id: string | null;
          rule: string;
          sample: boolean;
          site: string | null;
          solutions: string[];
          source: string;
          stage: string;
          stage_changed_at: string;
          status: string;
          tax_id: string;
          won_amount_kopecks: number | null;
          won_on: string | null;
        };
        Insert: {
          answer_by?: string | null;
          client_id: string;
          client_name: string;
          closed_at?: string | null;
          contact_consent_at?: string | null;
          contact_email?: string | null;
          contact_name?: string | null;
          contact_phone?: string | null;
          country: string;
          edition: string;
          event?: string | null;
          expected_amount_kopecks?: number | null;
          expected_close_on?: string | null;
          id?: string;
          lost_reason?: string | null;
          need?: string | null;
          next_step?: string | null;
          next_step_on?: string | null;
          number?: string;
          partner_id: string;
          received_at?: string;
          registered_by?: string | null;
          responsible_id?: string | null;
          rule: string;
          sample?: boolean;
          site?: string | null;
          solutions?: string[];
          source: string;
          stage?: string;
          stage_changed_at?: string;
          status: string;
          tax_id: string;
          won_amount_kopecks?: number | null;
          won_on?: string | null;
        };
        Update: {
          answer_by?: string | null;
          client_id?: string;
          client_name?: string;
          closed_at?: string | null;
          contact_consent_at?: string | null;
          contact_email?: string | null;
          contact_name?: string | null;
          contact_phone?: string | null;
          country?: string;
          edition?: string;
          event?: string | null;
          expected_amount_kopecks?: number | null;
          expected_close_on?: string | null;
          id?: string;
          lost_reason?: string | null;
          need?: string | null;
          next_step?: string | null;
          next_step_on?: string | null;
          number?: string;
          partner_id?: string;
          received_at?: string;
          registered_by?: string | null;
          responsible_id?: string | null;
          rule?: string;
          sample?: boolean;
          site?: string | null;
          solutions?: string[];
          source?: string;
          stage?: string;
          stage_changed_at?: string;
          status?: string;
          tax_id?: string;
          won_amount_kopecks?: number | null;
          won_on?: string | null;
        };
        Relationships: [
          {"foreignKeyName":"leads_client_id_fkey","columns":["client_id"],"isOneToOne":false,"referencedRelation":"clients","referencedColumns":["id"]},
          {"foreignKeyName":"leads_edition_fkey","columns":["edition"],"isOneToOne":false,"referencedRelation":"programme_editions","referencedColumns":["id"]},
          {"foreignKeyName":"leads_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
          {"foreignKeyName":"leads_registered_by_fkey","columns":["registered_by"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"leads_responsible_id_fkey","columns":["responsible_id"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
        ];
      };
      lesson_completions: {
        Row: {
          completed_at: string;
          lesson: string;
          member_id: string;
        };
        Insert: {
          completed_at?: string;
          lesson: string;
          member_id: string;
        };
        Update: {
          completed_at?: string;
          lesson?: string;
          member_id?: string;
        };
        Relationships: [
          {"foreignKeyName":"lesson_completions_member_id_fkey","columns":["member_id"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
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
      notification_preferences: {
        Row: {
          changed_at: string;
          member_id: string;
          notice: string;
          wanted: boolean;
        };
        Insert: {
          changed_at: string;
          member_id: string;
          notice: string;
          wanted: boolean;
        };
        Update: {
          changed_at?: string;
          member_id?: string;
          notice?: string;
          wanted?: boolean;
        };
        Relationships: [
          {"foreignKeyName":"notification_preferences_member_id_fkey","columns":["member_id"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
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
      own_exports: {
        Row: {
          exported_at: string;
          exported_by: string;
          format: string;
          id: string;
          partner_id: string;
        };
        Insert: {
          exported_at: string;
          exported_by: string;
          format: string;
          id?: string;
          partner_id: string;
        };
        Update: {
          exported_at?: string;
          exported_by?: string;
          format?: string;
          id?: string;
          partner_id?: string;
        };
        Relationships: [
          {"foreignKeyName":"own_exports_exported_by_fkey","columns":["exported_by"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"own_exports_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
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
      partner_logos: {
        Row: {
          bytes: string;
          changed_at: string;
          changed_by: string;
          height: number;
          media_type: string;
          partner_id: string;
          sha256: string;
          tone: string;
          width: number;
        };
        Insert: {
          bytes: string;
          changed_at: string;
          changed_by: string;
          height: number;
          media_type: string;
          partner_id: string;
          sha256: string;
          tone: string;
          width: number;
        };
        Update: {
          bytes?: string;
          changed_at?: string;
          changed_by?: string;
          height?: number;
          media_type?: string;
          partner_id?: string;
          sha256?: string;
          tone?: string;
          width?: number;
        };
        Relationships: [
          {"foreignKeyName":"partner_logos_changed_by_fkey","columns":["changed_by"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"partner_logos_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
      partner_profiles: {
        Row: {
          about: string | null;
          changed_at: string;
          changed_by: string;
          logo_sha256: string | null;
          partner_id: string;
          phone: string | null;
          regions: string[];
          solutions: string[];
        };
        Insert: {
          about?: string | null;
          changed_at: string;
          changed_by: string;
          logo_sha256?: string | null;
          partner_id: string;
          phone?: string | null;
          regions?: string[];
          solutions?: string[];
        };
        Update: {
          about?: string | null;
          changed_at?: string;
          changed_by?: string;
          logo_sha256?: string | null;
          partner_id?: string;
          phone?: string | null;
          regions?: string[];
          solutions?: string[];
        };
        Relationships: [
          {"foreignKeyName":"partner_profiles_changed_by_fkey","columns":["changed_by"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"partner_profiles_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
      partners: {
        Row: {
          account_manager_id: string | null;
          country: string;
          course_waived_at: string | null;
          created_at: string;
          id: string;
          name: string;
          sample: boolean;
          site: string | null;
          status: string;
          tax_id: string;
        };
        Insert: {
          account_manager_id?: string | null;
          country: string;
          course_waived_at?: string | null;
          created_at?: string;
          id?: string;
          name: string;
          sample?: boolean;
          site?: string | null;
          status?: string;
          tax_id: string;
        };
        Update: {
          account_manager_id?: string | null;
          country?: string;
          course_waived_at?: string | null;
          created_at?: string;
          id?: string;
          name?: string;
          sample?: boolean;
          site?: string | null;
          status?: string;
          tax_id?: string;
        };
        Relationships: [
          {"foreignKeyName":"partners_account_manager_id_fkey","columns":["account_manager_id"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
        ];
      };
      passed_leads: {
        Row: {
          answer_by: string;
          answered_at: string | null;
          answered_by: string | null;
          client_size: string | null;
          comment: string | null;
          decline_reason: string | null;
          edition: string;
          enquiry_id: string;
          id: string;
          lead_id: string | null;
          need: string;
          number: string;
          offered_at: string;
          offered_by: string | null;
          partner_id: string;
          sample: boolean;
          solutions: string[];
          status: string;
          town: string | null;
        };
        Insert: {
          answer_by: string;
          answered_at?: string | null;
          answered_by?: string | null;
          client_size?: string | null;
          comment?: string | null;
          decline_reason?: string | null;
          edition: string;
          enquiry_id: string;
          id?: string;
          lead_id?: string | null;
          need: string;
          number: string;
          offered_at: string;
          offered_by?: string | null;
          partner_id: string;
          sample?: boolean;
          solutions: string[];
          status?: string;
          town?: string | null;
        };
        Update: {
          answer_by?: string;
          answered_at?: string | null;
          answered_by?: string | null;
          client_size?: string | null;
          comment?: string | null;
          decline_reason?: string | null;
          edition?: string;
          enquiry_id?: string;
          id?: string;
          lead_id?: string | null;
          need?: string;
          number?: string;
          offered_at?: string;
          offered_by?: string | null;
          partner_id?: string;
          sample?: boolean;
          solutions?: string[];
          status?: string;
          town?: string | null;
        };
        Relationships: [
          {"foreignKeyName":"passed_leads_answered_by_fkey","columns":["answered_by"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"passed_leads_edition_fkey","columns":["edition"],"isOneToOne":false,"referencedRelation":"programme_editions","referencedColumns":["id"]},
          {"foreignKeyName":"passed_leads_enquiry_id_fkey","columns":["enquiry_id"],"isOneToOne":false,"referencedRelation":"enquiries","referencedColumns":["id"]},
          {"foreignKeyName":"passed_leads_lead_id_fkey","columns":["lead_id"],"isOneToOne":false,"referencedRelation":"leads","referencedColumns":["id"]},
          {"foreignKeyName":"passed_leads_offered_by_fkey","columns":["offered_by"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
          {"foreignKeyName":"passed_leads_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
      pin_extensions: {
        Row: {
          activity: string | null;
          extended_at: string;
          extended_by: string;
          id: string;
          kind: string;
          pin_id: string;
          until_after: string;
          until_before: string;
        };
        Insert: {
          activity?: string | null;
          extended_at: string;
          extended_by: string;
          id?: string;
          kind: string;
          pin_id: string;
          until_after: string;
          until_before: string;
        };
        Update: {
          activity?: string | null;
          extended_at?: string;
          extended_by?: string;
          id?: string;
          kind?: string;
          pin_id?: string;
          until_after?: string;
          until_before?: string;
        };
        Relationships: [
          {"foreignKeyName":"pin_extensions_extended_by_fkey","columns":["extended_by"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"pin_extensions_pin_id_fkey","columns":["pin_id"],"isOneToOne":false,"referencedRelation":"client_pins","referencedColumns":["id"]},
        ];
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
      quarter_figures: {
        Row: {
          entered_at: string;
          entered_by: string | null;
          id: string;
          partner_revenue_kopecks: number;
          quarter: string;
          sample: boolean;
          total_revenue_kopecks: number;
        };
        Insert: {
          entered_at: string;
          entered_by?: string | null;
          id?: string;
          partner_revenue_kopecks: number;
          quarter: string;
          sample?: boolean;
          total_revenue_kopecks: number;
        };
        Update: {
          entered_at?: string;
          entered_by?: string | null;
          id?: string;
          partner_revenue_kopecks?: number;
          quarter?: string;
          sample?: boolean;
          total_revenue_kopecks?: number;
        };
        Relationships: [
          {"foreignKeyName":"quarter_figures_entered_by_fkey","columns":["entered_by"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
        ];
      };
      receipts: {
        Row: {
          action: string;
          client_name: string;
          edition: string;
          id: string;
          issued_at: string;
          number: string;
          partner_id: string;
          pin_id: string;
          protected_until: string;
          record_id: number;
          record_sha256: string;
          rule: string;
        };
        Insert: {
          action: string;
          client_name: string;
          edition: string;
          id?: string;
          issued_at: string;
          number?: string;
          partner_id: string;
          pin_id: string;
          protected_until: string;
          record_id: number;
          record_sha256: string;
          rule: string;
        };
        Update: {
          action?: string;
          client_name?: string;
          edition?: string;
          id?: string;
          issued_at?: string;
          number?: string;
          partner_id?: string;
          pin_id?: string;
          protected_until?: string;
          record_id?: number;
          record_sha256?: string;
          rule?: string;
        };
        Relationships: [
          {"foreignKeyName":"receipts_edition_fkey","columns":["edition"],"isOneToOne":false,"referencedRelation":"programme_editions","referencedColumns":["id"]},
          {"foreignKeyName":"receipts_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
          {"foreignKeyName":"receipts_pin_id_fkey","columns":["pin_id"],"isOneToOne":false,"referencedRelation":"client_pins","referencedColumns":["id"]},
        ];
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
      staff_exports: {
        Row: {
          exported_at: string;
          exported_by: string;
          filters: Json;
          id: string;
          row_count: number;
          what: string;
        };
        Insert: {
          exported_at: string;
          exported_by: string;
          filters: Json;
          id?: string;
          row_count: number;
          what: string;
        };
        Update: {
          exported_at?: string;
          exported_by?: string;
          filters?: Json;
          id?: string;
          row_count?: number;
          what?: string;
        };
        Relationships: [
          {"foreignKeyName":"staff_exports_exported_by_fkey","columns":["exported_by"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
        ];
      };
      support_messages: {
        Row: {
          file_ids: string[];
          id: string;
          kind: string;
          member_id: string | null;
          request_id: string;
          sent_at: string;
          staff_id: string | null;
          text: string | null;
        };
        Insert: {
          file_ids?: string[];
          id?: string;
          kind?: string;
          member_id?: string | null;
          request_id: string;
          sent_at?: string;
          staff_id?: string | null;
          text?: string | null;
        };
        Update: {
          file_ids?: string[];
          id?: string;
          kind?: string;
          member_id?: string | null;
          request_id?: string;
          sent_at?: string;
          staff_id?: string | null;
          text?: string | null;
        };
        Relationships: [
          {"foreignKeyName":"support_messages_member_id_fkey","columns":["member_id"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"support_messages_request_id_fkey","columns":["request_id"],"isOneToOne":false,"referencedRelation":"support_requests","referencedColumns":["id"]},
          {"foreignKeyName":"support_messages_staff_id_fkey","columns":["staff_id"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
        ];
      };
      support_requests: {
        Row: {
          answer_by: string | null;
          answered_at: string | null;
          assigned_to: string | null;
          changed_at: string;
          edition: string;
          escalated_at: string | null;
          help: string | null;
          id: string;
          kind: string;
          lead_id: string | null;
          member_id: string;
          number: string;
          partner_id: string;
          received_at: string;
          sample: boolean;
          severity: string | null;
          solution: string | null;
          solved_at: string | null;
          solved_by: string | null;
          state: string;
          wanted_at: string | null;
          wanted_zone: string | null;
        };
        Insert: {
          answer_by?: string | null;
          answered_at?: string | null;
          assigned_to?: string | null;
          changed_at?: string;
          edition: string;
          escalated_at?: string | null;
          help?: string | null;
          id?: string;
          kind: string;
          lead_id?: string | null;
          member_id: string;
          number?: string;
          partner_id: string;
          received_at?: string;
          sample?: boolean;
          severity?: string | null;
          solution?: string | null;
          solved_at?: string | null;
          solved_by?: string | null;
          state?: string;
          wanted_at?: string | null;
          wanted_zone?: string | null;
        };
        Update: {
          answer_by?: string | null;
          answered_at?: string | null;
          assigned_to?: string | null;
          changed_at?: string;
          edition?: string;
          escalated_at?: string | null;
          help?: string | null;
          id?: string;
          kind?: string;
          lead_id?: string | null;
          member_id?: string;
          number?: string;
          partner_id?: string;
          received_at?: string;
          sample?: boolean;
          severity?: string | null;
          solution?: string | null;
          solved_at?: string | null;
          solved_by?: string | null;
          state?: string;
          wanted_at?: string | null;
          wanted_zone?: string | null;
        };
        Relationships: [
          {"foreignKeyName":"support_requests_assigned_to_fkey","columns":["assigned_to"],"isOneToOne":false,"referencedRelation":"staff","referencedColumns":["id"]},
          {"foreignKeyName":"support_requests_edition_fkey","columns":["edition"],"isOneToOne":false,"referencedRelation":"programme_editions","referencedColumns":["id"]},
          {"foreignKeyName":"support_requests_lead_id_fkey","columns":["lead_id"],"isOneToOne":false,"referencedRelation":"leads","referencedColumns":["id"]},
          {"foreignKeyName":"support_requests_member_id_fkey","columns":["member_id"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"support_requests_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
      waiting_list: {
        Row: {
          client_name: string;
          country: string;
          id: string;
          joined_at: string;
          member_id: string;
          partner_id: string;
          tax_id: string;
          told_at: string | null;
        };
        Insert: {
          client_name: string;
          country: string;
          id?: string;
          joined_at?: string;
          member_id: string;
          partner_id: string;
          tax_id: string;
          told_at?: string | null;
        };
        Update: {
          client_name?: string;
          country?: string;
          id?: string;
          joined_at?: string;
          member_id?: string;
          partner_id?: string;
          tax_id?: string;
          told_at?: string | null;
        };
        Relationships: [
          {"foreignKeyName":"waiting_list_member_id_fkey","columns":["member_id"],"isOneToOne":false,"referencedRelation":"members","referencedColumns":["id"]},
          {"foreignKeyName":"waiting_list_partner_id_fkey","columns":["partner_id"],"isOneToOne":false,"referencedRelation":"partners","referencedColumns":["id"]},
        ];
      };
    };
    Views: Record<never, never>;
    Functions: {
      accept_offer: { Args: { request: Json; }; Returns: Json };
      accept_passed_lead: { Args: { request: Json; }; Returns: Json };
      add_event_leads: { Args: { request: Json; }; Returns: Json };
      add_file: { Args: { request: Json; }; Returns: Json };
      add_lead_file: { Args: { request: Json; }; Returns: Json };
      add_lead_note: { Args: { request: Json; }; Returns: Json };
      announce_editions: { Args: never; Returns: Json };
      answer_support: { Args: { request: Json; }; Returns: Json };
      ask_support: { Args: { request: Json; }; Returns: Json };
      assign_support: { Args: { request: Json; }; Returns: Json };
      begin_session: { Args: { request: Json; }; Returns: Json };
      change_lead: { Args: { request: Json; }; Returns: Json };
      change_lead_note: { Args: { request: Json; }; Returns: Json };
      change_lead_stage: { Args: { request: Json; }; Returns: Json };
      change_logo: { Args: { request: Json; }; Returns: Json };
      change_member_role: { Args: { request: Json; }; Returns: Json };
      change_notices: { Args: { request: Json; }; Returns: Json };
      change_partner: { Args: { request: Json; }; Returns: Json };
      change_partner_profile: { Args: { request: Json; }; Returns: Json };
      claim_notifications: { Args: { channel: string; at_most: number; lease_seconds: number; settings_key?: string; }; Returns: { id: string; kind: string; recipient_email: string; recipient_name: string; locale: string; payload: Json; idempotency_key: string; attempt: number; created_at: string; }[] };
      close_enquiry: { Args: { request: Json; }; Returns: Json };
      compare_register: { Args: never; Returns: Json };
      complete_lesson: { Args: { request: Json; }; Returns: Json };
      current_session: { Args: never; Returns: Json };
      dead_notifications: { Args: { request: Json; }; Returns: Json };
      decide_appeal: { Args: { request: Json; }; Returns: Json };
      decide_application: { Args: { request: Json; }; Returns: Json };
      decide_lead: { Args: { request: Json; }; Returns: Json };
      decide_transfer: { Args: { request: Json; }; Returns: Json };
      decline_passed_lead: { Args: { request: Json; }; Returns: Json };
      delete_lead_file: { Args: { request: Json; }; Returns: Json };
      delete_lead_note: { Args: { request: Json; }; Returns: Json };
      delivery_health: { Args: never; Returns: Json };
      end_session: { Args: never; Returns: Json };
      enter_figures: { Args: { request: Json; }; Returns: Json };
      erase_person: { Args: { request: Json; }; Returns: Json };
      escalate_applications: { Args: never; Returns: Json };
      export_figure_rows: { Args: { request: Json; }; Returns: Json };
      export_own_data: { Args: { request: Json; }; Returns: Json };
      export_person: { Args: { request: Json; }; Returns: Json };
      export_register: { Args: { request: Json; }; Returns: Json };
      extend_pin: { Args: { request: Json; }; Returns: Json };
      finish_crm_events: { Args: never; Returns: number };
      finish_notification: { Args: { id: string; outcome: string; problem?: string; attempt?: number; due_in_seconds?: number; }; Returns: boolean };
      health: { Args: never; Returns: Json };
      import_leads: { Args: { request: Json; }; Returns: Json };
      invite_member: { Args: { request: Json; }; Returns: Json };
      join_waiting_list: { Args: { request: Json; }; Returns: Json };
      leave_waiting_list: { Args: { request: Json; }; Returns: Json };
      list_all_clients: { Args: { request: Json; }; Returns: Json };
      list_appeals: { Args: { request: Json; }; Returns: Json };
      list_applications: { Args: { request: Json; }; Returns: Json };
      list_clients: { Args: { request: Json; }; Returns: Json };
      list_enquiries: { Args: { request: Json; }; Returns: Json };
      list_exports: { Args: never; Returns: Json };
      list_figure_rows: { Args: { request: Json; }; Returns: Json };
      list_leads: { Args: { request: Json; }; Returns: Json };
      list_members: { Args: { request: Json; }; Returns: Json };
      list_partners: { Args: { request: Json; }; Returns: Json };
      list_passed_leads: { Args: { request: Json; }; Returns: Json };
      list_staff: { Args: never; Returns: Json };
      list_support: { Args: { request: Json; }; Returns: Json };
      list_waiting_places: { Args: { request: Json; }; Returns: Json };
      make_protection_feed: { Args: { request: Json; }; Returns: Json };
      merge_clients: { Args: { request: Json; }; Returns: Json };
      move_passed_leads: { Args: never; Returns: Json };
      note_register_check: { Args: { request: Json; }; Returns: Json };
      own_protection_feed: { Args: never; Returns: Json };
      page_feedback_by_page: { Args: never; Returns: { path: string; useful: number; not_useful: number; last_at: string; comments: Json; }[] };
      pass_enquiry: { Args: { request: Json; }; Returns: Json };
      pause_channel: { Args: { channel: string; seconds: number; problem: string; settings_key?: string; tell_staff?: boolean; }; Returns: undefined };
      preview_merge: { Args: { request: Json; }; Returns: Json };
      preview_transfer: { Args: { request: Json; }; Returns: Json };
      publish_edition: { Args: { request: Json; }; Returns: Json };
      read_application_case: { Args: { request: Json; }; Returns: Json };
      read_client: { Args: { request: Json; }; Returns: Json };
      read_client_case: { Args: { request: Json; }; Returns: Json };
      read_course: { Args: { request: Json; }; Returns: Json };
      read_enquiry_case: { Args: { request: Json; }; Returns: Json };
      read_file: { Args: { request: Json; }; Returns: Json };
      read_home: { Args: { request: Json; }; Returns: Json };
      read_lead: { Args: { request: Json; }; Returns: Json };
      read_lead_board: { Args: { request: Json; }; Returns: Json };
      read_lead_case: { Args: { request: Json; }; Returns: Json };
      read_logo: { Args: never; Returns: Json };
      read_notices: { Args: never; Returns: Json };
      read_offer: { Args: { request: Json; }; Returns: Json };
      read_own_client: { Args: { request: Json; }; Returns: Json };
      read_partner: { Args: never; Returns: Json };
      read_partner_card: { Args: { request: Json; }; Returns: Json };
      read_protection_feed: { Args: { request: Json; }; Returns: Json };
      read_receipt: { Args: { request: Json; }; Returns: Json };
      read_register: { Args: { request: Json; }; Returns: Json };
      read_staff_support: { Args: { request: Json; }; Returns: Json };
      read_support: { Args: { request: Json; }; Returns: Json };
      receive_enquiry: { Args: { request: Json; }; Returns: Json };
      record_search_miss: { Args: { request: Json; }; Returns: Json };
      register_head: { Args: never; Returns: Json };
      register_lead: { Args: { request: Json; }; Returns: Json };
      register_state: { Args: never; Returns: Json };
      release_pin: { Args: { request: Json; }; Returns: Json };
      remove_member: { Args: { request: Json; }; Returns: Json };
      renew_pin: { Args: { request: Json; }; Returns: Json };
      reopen_lesson: { Args: { request: Json; }; Returns: Json };
      request_sign_in_code: { Args: { request: Json; }; Returns: Json };
      restore_lead_note: { Args: { request: Json; }; Returns: Json };
      retry_notification: { Args: { request: Json; }; Returns: Json };
      retry_notifications: { Args: { request: Json; }; Returns: Json };
      return_enquiry: { Args: { request: Json; }; Returns: Json };
      revoke_protection_feed: { Args: never; Returns: Json };
      route_enquiries: { Args: never; Returns: Json };
      run_clock: { Args: never; Returns: Json };
      seal_audit_records: { Args: { at_most?: number; }; Returns: Json };
      search_misses: { Args: { since?: string; }; Returns: { query: string; language: string; count: number; last_day: string; }[] };
      search_register: { Args: { request: Json; }; Returns: Json };
      send_register_head: { Args: never; Returns: Json };
      set_client_standing: { Args: { request: Json; }; Returns: Json };
      set_staff: { Args: { request: Json; }; Returns: Json };
      settle_support: { Args: { request: Json; }; Returns: Json };
      similar_clients: { Args: { request: Json; }; Returns: Json };
      solve_support: { Args: { request: Json; }; Returns: Json };
      staff_figures: { Args: { request: Json; }; Returns: Json };
      staff_inbox: { Args: { request: Json; }; Returns: Json };
      staff_programme: { Args: never; Returns: Json };
      staff_support: { Args: { request: Json; }; Returns: Json };
      submit_appeal: { Args: { request: Json; }; Returns: Json };
      submit_application: { Args: { request: Json; }; Returns: Json };
      submit_page_feedback: { Args: { request: Json; }; Returns: Json };
      suggest_partners: { Args: { request: Json; }; Returns: Json };
      transfer_client: { Args: { request: Json; }; Returns: Json };
      try_sign_in_code: { Args: { request: Json; }; Returns: Json };
      undo_decision: { Args: { request: Json; }; Returns: Json };
      verify_receipt: { Args: { request: Json; }; Returns: Json };
      withdraw_consent: { Args: { request: Json; }; Returns: Json };
      write_support: { Args: { request: Json; }; Returns: Json };
    };
    Enums: Record<never, never>;
    CompositeTypes: Record<never, never>;
  };
}
