/** Runs before every test file: no test may see the developer's own keys, servers or colours. */
const OWN = /^(LLM_TRADING_TEST_DATA|REQUIRE_TEST_DATA)$/;
const CONFIG =
  /(_BASE_URL|_FAPI_URL|_API_KEY|_ENDPOINT|_API_VERSION)$|^(NEWSAPI_KEY|BASE_ASSET|HORIZON_HOURS|BASE_LONG_SIZE|BASE_SHORT_SIZE|K_MAX|LLM_\w+)$/;
for (const name of Object.keys(process.env)) {
  if (CONFIG.test(name) && !OWN.test(name)) Reflect.deleteProperty(process.env, name);
}
process.env.NO_COLOR = '1';
