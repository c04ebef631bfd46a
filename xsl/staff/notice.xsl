<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  A word in passing: a document waits, is open, has not arrived, meets trouble
  that is not its author's.  The help page is one too, and shows all its
  languages open, since nobody is known to read it.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:gazette:pages:1" xmlns="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="p">

<xsl:import href="../lib/staff.xsl"/>

<xsl:template match="p:speech[@tone = 'help']" mode="other">
  <div class="other" lang="{@lang}">
    <xsl:apply-templates select=".">
      <xsl:with-param name="level" select="2"/>
    </xsl:apply-templates>
  </div>
</xsl:template>

<!-- Writing, tidying, dropping: the first part of the help has an order. -->
<xsl:template match="p:speech[@tone = 'help']/p:steps[1]" mode="list">
  <ol>
    <xsl:apply-templates/>
  </ol>
</xsl:template>

</xsl:stylesheet>
