/** Ids of an organization that is nobody's. */
export const ids = {
  facebook: 'a1f0c6e2-ab93-4d78-8001-000000000001',
  twitter: 'a1f0c6e2-ab93-4d78-8001-000000000002',
  email: 'a1f0c6e2-ab93-4d78-8001-000000000003',
  topic: 'a1f0c6e2-ab93-4d78-8002-000000000001',
  rule: 'a1f0c6e2-ab93-4d78-8002-000000000002',
  division: 'a1f0c6e2-ab93-4d78-8003-000000000001',
}

/** Everything that there is to set, for a stand-in at `origin`, or for a region where that is not on this machine. */
export const genesysSettings = (origin: string) => ({
  region: origin.startsWith('http://') ? origin : 'mypurecloud.de',
  clientId: 'netzdialog-client',
  clientSecret: 'recognisable-client-secret',
  integrations: { facebook: ids.facebook, twitter: ids.twitter, email: ids.email },
  social: { topicId: ids.topic, ruleId: ids.rule, escalation: { divisionId: ids.division } },
})
