// Replaces the index of node-forge in the bundle: what `sandbox/keycloak` uses of it to issue a certificate.
module.exports = require('./forge');
require('./asn1');
require('./rsa');
require('./sha256');
require('./x509');
