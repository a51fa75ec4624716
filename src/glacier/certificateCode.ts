/** OpenSSL's verdicts on a certificate, as Node spells them ("TLS/SSL", "X509 certificate error codes"). */
export const certificateCode =
  /^(CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH_EXCEEDED|ERR_TLS_CERT_ALTNAME)/;
