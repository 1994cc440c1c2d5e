import "server-only";
import { assistantJobs } from "@/lib/assistant/jobs";
import { auditJobs } from "@/lib/audit/jobs";
import { authJobs } from "@/lib/auth/jobs";
import { automationJobs } from "@/lib/automation/jobs";
import { callJobs } from "@/lib/calls/jobs";
import { classifierJobs } from "@/lib/classifier/jobs";
import { domainJobs } from "@/lib/domains/jobs";
import { embeddingJobs } from "@/lib/knowledge/embedding-jobs";
import { knowledgeJobs } from "@/lib/knowledge/jobs";
import { mailboxJobs } from "@/lib/mailbox/jobs";
import { notificationJobs } from "@/lib/notifications/jobs";
import { paymentJobs } from "@/lib/payments/jobs";
import { housekeepingJobs } from "@/lib/platform/jobs/housekeeping";
import { combineHandlers } from "@/lib/platform/jobs/registry";
import { privacyJobs } from "@/lib/privacy/jobs";
import { quoteJobs } from "@/lib/quotes/jobs";
import { retentionJobs } from "@/lib/retention/jobs";
import { slaJobs } from "@/lib/sla/jobs";
import { ticketJobs } from "@/lib/tickets/jobs";
import { triageJobs } from "@/lib/triage/jobs";
import { uploadJobs } from "@/lib/uploads/jobs";

/** Every kind of job that this deployment can run: each feature adds its own. */
export const jobHandlers = combineHandlers(
  assistantJobs,
  authJobs,
  auditJobs,
  automationJobs,
  callJobs,
  classifierJobs,
  domainJobs,
  embeddingJobs,
  housekeepingJobs,
  knowledgeJobs,
  mailboxJobs,
  notificationJobs,
  paymentJobs,
  privacyJobs,
  quoteJobs,
  retentionJobs,
  ticketJobs,
  slaJobs,
  triageJobs,
  uploadJobs,
);
