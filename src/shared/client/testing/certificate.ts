import forge from 'node-forge';

/** Creates a key and a self-signed certificate for an IP address; it is valid from a minute ago, or from `validFrom`, for an hour. */
export function createCertificate({ ip = '127.0.0.1', validFrom = Date.now() - 60_000 } = {}): {
  key: string;
  cert: string;
} {
  const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair(2048);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(validFrom);
  certificate.validity.notAfter = new Date(validFrom + 3_600_000);
  const name = [{ name: 'commonName', value: 'localhost' }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip }] },
  ]);
  certificate.sign(privateKey, forge.md.sha256.create());
  return { key: forge.pki.privateKeyToPem(privateKey), cert: forge.pki.certificateToPem(certificate) };
}
