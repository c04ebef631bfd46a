<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  Office Math (ECMA-376-1, 22.1) as presentation MathML, with the formula as
  a line of text in alttext for those whose program reads no MathML.

  Mode math yields MathML, mode math-text the text.
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
    xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xmlns="http://www.w3.org/1998/Math/MathML"
    exclude-result-prefixes="m w">

<!-- One formula, or several that stand together. -->

<xsl:template match="m:oMathPara" mode="math-root">
  <xsl:param name="display"/>
  <xsl:apply-templates select="m:oMath" mode="math-root">
    <xsl:with-param name="display" select="$display"/>
  </xsl:apply-templates>
</xsl:template>

<xsl:template match="*" mode="math-root">
  <xsl:param name="display"/>
  <math>
    <xsl:if test="$display">
      <xsl:attribute name="display">block</xsl:attribute>
    </xsl:if>
    <xsl:attribute name="alttext">
      <xsl:variable name="text">
        <xsl:apply-templates select="." mode="math-text"/>
      </xsl:variable>
      <xsl:value-of select="normalize-space($text)"/>
    </xsl:attribute>
    <xsl:apply-templates select="." mode="math-row"/>
  </math>
</xsl:template>

<!-- The content of an argument as one element. -->
<xsl:template match="*[count(*) = 1][m:r[m:t != '']]" mode="math-row">
  <xsl:apply-templates select="m:r" mode="math"/>
</xsl:template>

<xsl:template match="*" mode="math-row">
  <mrow>
    <xsl:apply-templates select="*" mode="math"/>
  </mrow>
</xsl:template>

<!-- MathML. -->

<xsl:template match="*" mode="math">
  <xsl:apply-templates select="*" mode="math"/>
</xsl:template>

<xsl:template match="*[substring(local-name(), string-length(local-name()) - 1) = 'Pr']"
    mode="math"/>

<!-- A run: figures, letters or signs, told by its first character.  m:nor is
     plain text. -->
<xsl:template match="m:r" mode="math">
  <xsl:variable name="text" select="string(m:t)"/>
  <xsl:variable name="first" select="substring($text, 1, 1)"/>
  <xsl:choose>
    <xsl:when test="normalize-space($text) = ''"/>
    <xsl:when test="m:rPr/m:nor">
      <mtext><xsl:value-of select="translate($text, ' ', '&#xa0;')"/></mtext>
    </xsl:when>
    <xsl:when test="m:rPr/m:scr[@m:val != 'roman']">
      <mi mathvariant="normal">
        <xsl:apply-templates select="m:rPr/m:scr" mode="math-script"/>
      </mi>
    </xsl:when>
    <xsl:when test="contains('0123456789', $first) and translate($text, '0123456789.,', '') = ''">
      <mn><xsl:value-of select="$text"/></mn>
    </xsl:when>
    <xsl:when test="string-length($text) = 1 and contains('+-=&lt;&gt;()[]{}|/*,;:!±−×÷·≤≥≠≈≡→←↔⇒⇔∈∉⊂⊆∪∩∑∏∫∂∇∀∃¬∧∨∞', $first)">
      <mo><xsl:value-of select="$text"/></mo>
    </xsl:when>
    <xsl:when test="translate($text, ' 0123456789+-=&lt;&gt;()[]{}|/*,;:!±−×÷·≤≥≠≈→∞', '') != $text">
      <mrow>
        <xsl:call-template name="math-letters">
          <xsl:with-param name="text" select="$text"/>
        </xsl:call-template>
      </mrow>
    </xsl:when>
    <xsl:otherwise>
      <mi>
        <xsl:apply-templates select="m:rPr/m:sty" mode="math-variant"/>
        <xsl:value-of select="$text"/>
      </mi>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="m:sty" mode="math-variant"/>

<xsl:template match="m:sty[@m:val = 'p']" mode="math-variant">
  <xsl:attribute name="mathvariant">normal</xsl:attribute>
</xsl:template>

<xsl:template match="m:sty[@m:val = 'b']" mode="math-variant">
  <xsl:attribute name="mathvariant">bold</xsl:attribute>
</xsl:template>

<xsl:template match="m:sty[@m:val = 'bi']" mode="math-variant">
  <xsl:attribute name="mathvariant">bold-italic</xsl:attribute>
</xsl:template>

<!-- Letters whose shape is their meaning, as the set of real numbers, have
     characters of their own.  The run's text in them. -->
<xsl:template match="m:scr" mode="math-script">
  <xsl:value-of select="../../m:t"/>
</xsl:template>

<xsl:template match="m:scr[@m:val = 'double-struck']" mode="math-script">
  <xsl:value-of select="translate(../../m:t,
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
      '𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ𝕒𝕓𝕔𝕕𝕖𝕗𝕘𝕙𝕚𝕛𝕜𝕝𝕞𝕟𝕠𝕡𝕢𝕣𝕤𝕥𝕦𝕧𝕨𝕩𝕪𝕫𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡')"/>
</xsl:template>

<xsl:template match="m:scr[@m:val = 'script']" mode="math-script">
  <xsl:value-of select="translate(../../m:t,
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
      '𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒥𝒦ℒℳ𝒩𝒪𝒫𝒬ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵𝒶𝒷𝒸𝒹ℯ𝒻ℊ𝒽𝒾𝒿𝓀𝓁𝓂𝓃ℴ𝓅𝓆𝓇𝓈𝓉𝓊𝓋𝓌𝓍𝓎𝓏')"/>
</xsl:template>

<xsl:template match="m:scr[@m:val = 'fraktur']" mode="math-script">
  <xsl:value-of select="translate(../../m:t,
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
      '𝔄𝔅ℭ𝔇𝔈𝔉𝔊ℌℑ𝔍𝔎𝔏𝔐𝔑𝔒𝔓𝔔ℜ𝔖𝔗𝔘𝔙𝔚𝔛𝔜ℨ𝔞𝔟𝔠𝔡𝔢𝔣𝔤𝔥𝔦𝔧𝔨𝔩𝔪𝔫𝔬𝔭𝔮𝔯𝔰𝔱𝔲𝔳𝔴𝔵𝔶𝔷')"/>
</xsl:template>

<!-- Letters, figures and signs of one run, each as what it is: words and
     numbers whole, signs one by one.  Halves, not one after another: a long
     run must not be deep. -->
<xsl:template name="math-letters">
  <xsl:param name="text"/>
  <xsl:variable name="signs" select="'+-=&lt;&gt;()[]{}|/*,;:!±−×÷·≤≥≠≈→∞'"/>
  <xsl:variable name="number" select="contains('0123456789', substring($text, 1, 1))
      and translate($text, '0123456789.,', '') = ''"/>
  <xsl:variable name="last" select="substring($text, string-length($text))"/>
  <xsl:variable name="half">
    <xsl:call-template name="math-cut">
      <xsl:with-param name="text" select="$text"/>
      <xsl:with-param name="at" select="floor(string-length($text) div 2)"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:choose>
    <xsl:when test="normalize-space($text) = ''"/>
    <xsl:when test="$number and contains('.,', $last)">
      <mn><xsl:value-of select="substring($text, 1, string-length($text) - 1)"/></mn>
      <mo><xsl:value-of select="$last"/></mo>
    </xsl:when>
    <xsl:when test="$number">
      <mn><xsl:value-of select="$text"/></mn>
    </xsl:when>
    <xsl:when test="string-length($text) = 1 and contains($signs, $text)">
      <mo><xsl:value-of select="$text"/></mo>
    </xsl:when>
    <xsl:when test="$half > 0">
      <xsl:call-template name="math-letters">
        <xsl:with-param name="text" select="substring($text, 1, $half)"/>
      </xsl:call-template>
      <xsl:call-template name="math-letters">
        <xsl:with-param name="text" select="substring($text, $half + 1)"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <mi><xsl:value-of select="$text"/></mi>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Where to cut text near at so that no word and no number is cut: that many
     characters, 0 where it is a single one.  step leads to the right until the
     end, then to the left; what is long beyond reason is cut anyway. -->
<xsl:template name="math-cut">
  <xsl:param name="text"/>
  <xsl:param name="at"/>
  <xsl:param name="from" select="$at"/>
  <xsl:param name="step" select="1"/>
  <xsl:variable name="pair" select="translate(substring($text, $at, 2),
      '123456789.,-=&lt;&gt;()[]{}|/*;:!±−×÷·≤≥≠≈→∞ &#xa0;', '00000000000++++++++++++++++++++++++++++')"/>
  <xsl:variable name="left" select="substring($pair, 1, 1)"/>
  <xsl:variable name="right" select="substring($pair, 2)"/>
  <xsl:choose>
    <xsl:when test="$at > 0 and $right != '' and ($left = '+' or $right = '+'
        or ($left = '0') != ($right = '0'))">
      <xsl:value-of select="$at"/>
    </xsl:when>
    <xsl:when test="$at - $from > 60 or $from - $at > 60">
      <xsl:value-of select="$from"/>
    </xsl:when>
    <xsl:when test="$at &lt; 1">0</xsl:when>
    <xsl:when test="$right = '' and $step = 1">
      <xsl:call-template name="math-cut">
        <xsl:with-param name="text" select="$text"/>
        <xsl:with-param name="at" select="$from - 1"/>
        <xsl:with-param name="from" select="$from"/>
        <xsl:with-param name="step" select="-1"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise>
      <xsl:call-template name="math-cut">
        <xsl:with-param name="text" select="$text"/>
        <xsl:with-param name="at" select="$at + $step"/>
        <xsl:with-param name="from" select="$from"/>
        <xsl:with-param name="step" select="$step"/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- Words of Word among the formula. -->
<xsl:template match="w:r" mode="math">
  <mtext><xsl:value-of select="translate(w:t, ' ', '&#xa0;')"/></mtext>
</xsl:template>

<xsl:template match="m:f" mode="math">
  <mfrac>
    <xsl:if test="m:fPr/m:type/@m:val = 'noBar'">
      <xsl:attribute name="linethickness">0</xsl:attribute>
    </xsl:if>
    <xsl:apply-templates select="m:num" mode="math-row"/>
    <xsl:apply-templates select="m:den" mode="math-row"/>
  </mfrac>
</xsl:template>

<xsl:template match="m:f[m:fPr/m:type/@m:val = 'lin']" mode="math">
  <mrow>
    <xsl:apply-templates select="m:num" mode="math-row"/>
    <mo>/</mo>
    <xsl:apply-templates select="m:den" mode="math-row"/>
  </mrow>
</xsl:template>

<xsl:template match="m:sSup" mode="math">
  <msup>
    <xsl:apply-templates select="m:e" mode="math-row"/>
    <xsl:apply-templates select="m:sup" mode="math-row"/>
  </msup>
</xsl:template>

<xsl:template match="m:sSub" mode="math">
  <msub>
    <xsl:apply-templates select="m:e" mode="math-row"/>
    <xsl:apply-templates select="m:sub" mode="math-row"/>
  </msub>
</xsl:template>

<xsl:template match="m:sSubSup" mode="math">
  <msubsup>
    <xsl:apply-templates select="m:e" mode="math-row"/>
    <xsl:apply-templates select="m:sub" mode="math-row"/>
    <xsl:apply-templates select="m:sup" mode="math-row"/>
  </msubsup>
</xsl:template>

<xsl:template match="m:sPre" mode="math">
  <mmultiscripts>
    <xsl:apply-templates select="m:e" mode="math-row"/>
    <mprescripts/>
    <xsl:apply-templates select="m:sub" mode="math-row"/>
    <xsl:apply-templates select="m:sup" mode="math-row"/>
  </mmultiscripts>
</xsl:template>

<xsl:template match="m:rad[m:radPr/m:degHide[not(@m:val) or @m:val = '1' or @m:val = 'on' or @m:val = 'true'] or not(m:deg/*)]"
    mode="math">
  <msqrt>
    <xsl:apply-templates select="m:e" mode="math-row"/>
  </msqrt>
</xsl:template>

<xsl:template match="m:rad" mode="math">
  <mroot>
    <xsl:apply-templates select="m:e" mode="math-row"/>
    <xsl:apply-templates select="m:deg" mode="math-row"/>
  </mroot>
</xsl:template>

<!-- Sums, products, integrals: an integral is the default (22.1.2.20).  A
     limit that is empty is none. -->
<xsl:template match="m:nary" mode="math">
  <xsl:variable name="stacked" select="m:naryPr/m:limLoc/@m:val = 'undOvr'"/>
  <xsl:variable name="sub">
    <xsl:if test="m:sub/* and $stacked">under</xsl:if>
    <xsl:if test="m:sub/* and not($stacked)">sub</xsl:if>
  </xsl:variable>
  <xsl:variable name="sup">
    <xsl:if test="m:sup/* and $stacked">over</xsl:if>
    <xsl:if test="m:sup/* and not($stacked)">sup</xsl:if>
  </xsl:variable>
  <mrow>
    <xsl:choose>
      <xsl:when test="not(m:sub/* or m:sup/*)">
        <xsl:call-template name="math-nary"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:element name="{concat('m', $sub, $sup)}" namespace="http://www.w3.org/1998/Math/MathML">
          <xsl:call-template name="math-nary"/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="m:e" mode="math-row"/>
  </mrow>
</xsl:template>

<!-- The sign and its limits. -->
<xsl:template name="math-nary">
  <mo>
    <xsl:call-template name="math-sign">
      <xsl:with-param name="said" select="m:naryPr/m:chr"/>
      <xsl:with-param name="default" select="'∫'"/>
    </xsl:call-template>
  </mo>
  <xsl:apply-templates select="m:sub[*] | m:sup[*]" mode="math-row"/>
</xsl:template>

<!-- A sign as the document says it, or its default. -->
<xsl:template name="math-sign">
  <xsl:param name="said"/>
  <xsl:param name="default"/>
  <xsl:choose>
    <xsl:when test="$said">
      <xsl:value-of select="$said/@m:val"/>
    </xsl:when>
    <xsl:otherwise>
      <xsl:value-of select="$default"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="m:d" mode="math">
  <xsl:variable name="pr" select="m:dPr"/>
  <mrow>
    <xsl:call-template name="math-fence">
      <xsl:with-param name="said" select="$pr/m:begChr"/>
      <xsl:with-param name="default" select="'('"/>
    </xsl:call-template>
    <xsl:for-each select="m:e">
      <xsl:if test="position() > 1">
        <mo>
          <xsl:call-template name="math-sign">
            <xsl:with-param name="said" select="$pr/m:sepChr"/>
            <xsl:with-param name="default" select="'|'"/>
          </xsl:call-template>
        </mo>
      </xsl:if>
      <xsl:apply-templates select="." mode="math-row"/>
    </xsl:for-each>
    <xsl:call-template name="math-fence">
      <xsl:with-param name="said" select="$pr/m:endChr"/>
      <xsl:with-param name="default" select="')'"/>
    </xsl:call-template>
  </mrow>
</xsl:template>

<!-- One side of brackets, which may be open. -->
<xsl:template name="math-fence">
  <xsl:param name="said"/>
  <xsl:param name="default"/>
  <xsl:variable name="sign">
    <xsl:call-template name="math-sign">
      <xsl:with-param name="said" select="$said"/>
      <xsl:with-param name="default" select="$default"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:if test="$sign != ''">
    <mo stretchy="true"><xsl:value-of select="$sign"/></mo>
  </xsl:if>
</xsl:template>

<xsl:template match="m:func" mode="math">
  <mrow>
    <xsl:apply-templates select="m:fName" mode="math-row"/>
    <mo>&#x2061;</mo>
    <xsl:apply-templates select="m:e" mode="math-row"/>
  </mrow>
</xsl:template>

<!-- Word says accents as characters that combine, MathML as signs. -->
<xsl:template match="m:acc" mode="math">
  <xsl:variable name="sign">
    <xsl:call-template name="math-sign">
      <xsl:with-param name="said" select="m:accPr/m:chr"/>
      <xsl:with-param name="default" select="'&#x302;'"/>
    </xsl:call-template>
  </xsl:variable>
  <mover accent="true">
    <xsl:apply-templates select="m:e" mode="math-row"/>
    <mo>
      <xsl:value-of select="translate($sign,
          '&#x300;&#x301;&#x302;&#x303;&#x304;&#x305;&#x306;&#x307;&#x308;&#x30c;&#x20d6;&#x20d7;&#x20e1;',
          '`´^~¯¯˘˙¨ˇ←→↔')"/>
    </mo>
  </mover>
</xsl:template>

<xsl:template match="m:bar" mode="math">
  <xsl:choose>
    <xsl:when test="m:barPr/m:pos/@m:val = 'top'">
      <mover>
        <xsl:apply-templates select="m:e" mode="math-row"/>
        <mo>&#xaf;</mo>
      </mover>
    </xsl:when>
    <xsl:otherwise>
      <munder>
        <xsl:apply-templates select="m:e" mode="math-row"/>
        <mo>_</mo>
      </munder>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="m:groupChr" mode="math">
  <xsl:variable name="sign">
    <xsl:call-template name="math-sign">
      <xsl:with-param name="said" select="m:groupChrPr/m:chr"/>
      <xsl:with-param name="default" select="'&#x23df;'"/>
    </xsl:call-template>
  </xsl:variable>
  <xsl:choose>
    <xsl:when test="m:groupChrPr/m:pos/@m:val = 'top'">
      <mover>
        <xsl:apply-templates select="m:e" mode="math-row"/>
        <mo><xsl:value-of select="$sign"/></mo>
      </mover>
    </xsl:when>
    <xsl:otherwise>
      <munder>
        <xsl:apply-templates select="m:e" mode="math-row"/>
        <mo><xsl:value-of select="$sign"/></mo>
      </munder>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="m:limLow" mode="math">
  <munder>
    <xsl:apply-templates select="m:e" mode="math-row"/>
    <xsl:apply-templates select="m:lim" mode="math-row"/>
  </munder>
</xsl:template>

<xsl:template match="m:limUpp" mode="math">
  <mover>
    <xsl:apply-templates select="m:e" mode="math-row"/>
    <xsl:apply-templates select="m:lim" mode="math-row"/>
  </mover>
</xsl:template>

<xsl:template match="m:m" mode="math">
  <mtable>
    <xsl:for-each select="m:mr">
      <mtr>
        <xsl:for-each select="m:e">
          <mtd>
            <xsl:apply-templates select="*" mode="math"/>
          </mtd>
        </xsl:for-each>
      </mtr>
    </xsl:for-each>
  </mtable>
</xsl:template>

<xsl:template match="m:eqArr" mode="math">
  <mtable>
    <xsl:for-each select="m:e">
      <mtr>
        <mtd>
          <xsl:apply-templates select="*" mode="math"/>
        </mtd>
      </mtr>
    </xsl:for-each>
  </mtable>
</xsl:template>

<!-- A phantom that hides what it holds is not here any more. -->
<xsl:template match="m:box | m:phant" mode="math">
  <xsl:apply-templates select="m:e" mode="math-row"/>
</xsl:template>

<xsl:template match="m:borderBox" mode="math">
  <xsl:variable name="pr" select="m:borderBoxPr"/>
  <xsl:variable name="notation">
    <xsl:if test="not($pr/m:hideTop and $pr/m:hideBot and $pr/m:hideLeft and $pr/m:hideRight)">box </xsl:if>
    <xsl:if test="$pr/m:strikeH">horizontalstrike </xsl:if>
    <xsl:if test="$pr/m:strikeV">verticalstrike </xsl:if>
    <xsl:if test="$pr/m:strikeBLTR">updiagonalstrike </xsl:if>
    <xsl:if test="$pr/m:strikeTLBR">downdiagonalstrike </xsl:if>
  </xsl:variable>
  <menclose notation="{normalize-space($notation)}">
    <xsl:apply-templates select="m:e" mode="math-row"/>
  </menclose>
</xsl:template>

<!-- Text. -->

<xsl:template match="*" mode="math-text">
  <xsl:apply-templates select="*" mode="math-text"/>
</xsl:template>

<xsl:template match="*[substring(local-name(), string-length(local-name()) - 1) = 'Pr']"
    mode="math-text"/>

<xsl:template match="m:r" mode="math-text">
  <xsl:value-of select="m:t"/>
</xsl:template>

<xsl:template match="m:r[m:rPr/m:scr]" mode="math-text">
  <xsl:apply-templates select="m:rPr/m:scr" mode="math-script"/>
</xsl:template>

<xsl:template match="w:r" mode="math-text">
  <xsl:value-of select="w:t"/>
</xsl:template>

<!-- An argument in brackets where it is more than one sign. -->
<xsl:template name="math-argument">
  <xsl:param name="node"/>
  <xsl:variable name="text">
    <xsl:apply-templates select="$node" mode="math-text"/>
  </xsl:variable>
  <xsl:choose>
    <xsl:when test="string-length($text) > 1 and translate($text, '0123456789', '') != ''">
      <xsl:value-of select="concat('(', $text, ')')"/>
    </xsl:when>
    <xsl:otherwise>
      <xsl:value-of select="$text"/>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="m:f" mode="math-text">
  <xsl:call-template name="math-argument">
    <xsl:with-param name="node" select="m:num"/>
  </xsl:call-template>
  <xsl:text>/</xsl:text>
  <xsl:call-template name="math-argument">
    <xsl:with-param name="node" select="m:den"/>
  </xsl:call-template>
</xsl:template>

<!-- Without a line: one above the other, as Word itself writes it in a line. -->
<xsl:template match="m:f[m:fPr/m:type/@m:val = 'noBar']" mode="math-text">
  <xsl:apply-templates select="m:num" mode="math-text"/>
  <xsl:text>¦</xsl:text>
  <xsl:apply-templates select="m:den" mode="math-text"/>
</xsl:template>

<!-- What stands before its base is written before it. -->
<xsl:template match="m:sSup | m:sSub | m:sSubSup | m:sPre" mode="math-text">
  <xsl:apply-templates select="self::*[not(self::m:sPre)]/m:e" mode="math-text"/>
  <xsl:if test="m:sub">
    <xsl:text>_</xsl:text>
    <xsl:call-template name="math-argument">
      <xsl:with-param name="node" select="m:sub"/>
    </xsl:call-template>
  </xsl:if>
  <xsl:if test="m:sup">
    <xsl:text>^</xsl:text>
    <xsl:call-template name="math-argument">
      <xsl:with-param name="node" select="m:sup"/>
    </xsl:call-template>
  </xsl:if>
  <xsl:if test="self::m:sPre">
    <xsl:text> </xsl:text>
    <xsl:apply-templates select="m:e" mode="math-text"/>
  </xsl:if>
</xsl:template>

<!-- An accent combines with one letter. -->
<xsl:template match="m:acc" mode="math-text">
  <xsl:call-template name="math-argument">
    <xsl:with-param name="node" select="m:e"/>
  </xsl:call-template>
  <xsl:call-template name="math-sign">
    <xsl:with-param name="said" select="m:accPr/m:chr"/>
    <xsl:with-param name="default" select="'&#x302;'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="m:limLow | m:limUpp" mode="math-text">
  <xsl:apply-templates select="m:e" mode="math-text"/>
  <xsl:choose>
    <xsl:when test="self::m:limLow">_</xsl:when>
    <xsl:otherwise>^</xsl:otherwise>
  </xsl:choose>
  <xsl:call-template name="math-argument">
    <xsl:with-param name="node" select="m:lim"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="m:rad" mode="math-text">
  <xsl:text>√</xsl:text>
  <xsl:if test="m:deg/*">
    <xsl:text>[</xsl:text>
    <xsl:apply-templates select="m:deg" mode="math-text"/>
    <xsl:text>]</xsl:text>
  </xsl:if>
  <xsl:call-template name="math-argument">
    <xsl:with-param name="node" select="m:e"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="m:nary" mode="math-text">
  <xsl:call-template name="math-sign">
    <xsl:with-param name="said" select="m:naryPr/m:chr"/>
    <xsl:with-param name="default" select="'∫'"/>
  </xsl:call-template>
  <xsl:if test="m:sub/*">
    <xsl:text>_</xsl:text>
    <xsl:call-template name="math-argument">
      <xsl:with-param name="node" select="m:sub"/>
    </xsl:call-template>
  </xsl:if>
  <xsl:if test="m:sup/*">
    <xsl:text>^</xsl:text>
    <xsl:call-template name="math-argument">
      <xsl:with-param name="node" select="m:sup"/>
    </xsl:call-template>
  </xsl:if>
  <xsl:text> </xsl:text>
  <xsl:apply-templates select="m:e" mode="math-text"/>
</xsl:template>

<xsl:template match="m:d" mode="math-text">
  <xsl:variable name="pr" select="m:dPr"/>
  <xsl:call-template name="math-sign">
    <xsl:with-param name="said" select="$pr/m:begChr"/>
    <xsl:with-param name="default" select="'('"/>
  </xsl:call-template>
  <xsl:for-each select="m:e">
    <xsl:if test="position() > 1">
      <xsl:call-template name="math-sign">
        <xsl:with-param name="said" select="$pr/m:sepChr"/>
        <xsl:with-param name="default" select="'|'"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:apply-templates select="." mode="math-text"/>
  </xsl:for-each>
  <xsl:call-template name="math-sign">
    <xsl:with-param name="said" select="$pr/m:endChr"/>
    <xsl:with-param name="default" select="')'"/>
  </xsl:call-template>
</xsl:template>

<xsl:template match="m:func" mode="math-text">
  <xsl:apply-templates select="m:fName" mode="math-text"/>
  <xsl:text> </xsl:text>
  <xsl:apply-templates select="m:e" mode="math-text"/>
</xsl:template>

<xsl:template match="m:mr" mode="math-text">
  <xsl:for-each select="m:e">
    <xsl:if test="position() > 1">
      <xsl:text> </xsl:text>
    </xsl:if>
    <xsl:apply-templates select="." mode="math-text"/>
  </xsl:for-each>
</xsl:template>

<xsl:template match="m:m | m:eqArr" mode="math-text">
  <xsl:for-each select="m:mr | m:e">
    <xsl:if test="position() > 1">
      <xsl:text>; </xsl:text>
    </xsl:if>
    <xsl:apply-templates select="." mode="math-text"/>
  </xsl:for-each>
</xsl:template>

</xsl:stylesheet>
